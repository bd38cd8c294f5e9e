/** Texts of 已退出的件: part of the one dictionary in texts.ts. */

export const formerTexts = {
  title: "已退出的件",
  link: "“已退出的件”",
  see: "如本单位曾承办此件，本单位的办理记录见",
  note: "经批准退回、被收回交办或者随件终止的承办事项。只保留本单位退出以前的办理记录，此后的办理情况不再显示。",
  nothing: "本单位没有已退出的件。",
  more: "继续列出",
  missing: "没有找到这条记录，或者您无权查看。",
  back: "返回已退出的件",
  caption: "已退出的件，最近交办的在前",
  columns: ["编号", "类别", "标题", "单位", "承办方式", "交办日期", "退出方式", "退出时间"] as const,
  part: "本单位承办情况",
  labels: {
    leftAs: "退出方式",
    leftAt: "退出时间",
    leftBy: "决定人",
    reason: "理由",
  },
  received: "退回申请与催办",
  written: "本单位起草的稿子（未印发）",
  kept: "以下是本单位退出以前的办理记录，供存查；不是该件的现状。",
  unanswered: "退出时未答复",
  printedAt: (at: string) => `打印时间：${at}`,
};
