/** What is said when a request fails: part of the one dictionary in texts.ts. */

export const failureTexts = {
  lost: {
    read: "网络连接中断，未取到内容。请检查网络后再试。",
    once: "网络连接中断，不知道是否已经办成。已填内容仍在，请恢复网络后再次提交，不会重复办理。",
    write: "网络连接中断，不知道是否已经办成。请恢复网络后刷新页面核对，未办成的再办一次。",
  },
  late: {
    read: "系统长时间没有答复，未取到内容。请稍后再试；仍不成功请联系管理员。",
    once: "系统长时间没有答复，不知道是否已经办成。已填内容仍在，请再次提交，不会重复办理。",
    write: "系统长时间没有答复，不知道是否已经办成。请刷新页面核对，未办成的再办一次。",
  },
  internal: "系统出现故障，本次操作未完成。已填内容仍在，请稍后再试；仍不成功请联系管理员。",
  empty: "系统未返回结果，请刷新后核对是否已办理。",
  retry: "再试",
  lacking: (what: string) => `${what}未取到：`,
  noChoices: "选项未取到，请点“再试”",
  panel: "这一部分暂时无法显示，页面其他部分不受影响。请再试；仍不成功请联系管理员。",
  page: "这一页暂时无法显示，可能是系统刚刚更新。请再试；仍不成功请重新载入。",
  names: {
    cases: "相似件",
    choices: "承办单位、届次选项",
    counts: "各栏件数",
    days: "期限",
    demo: "演示账号的密码",
    filters: "常用筛选",
    reminders: "提醒",
    notices: "通知",
    packs: "可供选择的办理规则",
    shipped: "随系统提供的规则",
    units: "承办单位",
    waiting: "待办的来往件数",
  },
};
