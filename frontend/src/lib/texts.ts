/**
 * Every text of the page itself, in the wording of a general office. Names of states of one object, steps and
 * roles come from the server; only the filter's choices are listed here.
 */
import { accountTexts, passwordTexts } from "./texts-accounts";
import { assessmentTexts } from "@/lib/texts-assessment";
import { acrossTexts } from "@/lib/texts-across";
import { calendarTexts } from "@/lib/texts-calendar";
import { caseTexts } from "@/lib/texts-case";
import * as choices from "@/lib/texts-choices";
import { dueTexts } from "@/lib/texts-due";
import { formerTexts } from "@/lib/texts-former";
import { formTexts } from "@/lib/texts-forms";
import { paperTexts } from "@/lib/texts-paper";
import { rulesTexts } from "@/lib/texts-rules";

export const texts = {
  product: "联办",
  productLong: "建议提案办理",
  loading: "正在读取…",
  retry: "重试",
  print: "打印",
  ...choices,
  due: {
    none: "未计时",
    today: "今日到期",
    left: (days: number) => `剩${days}天`,
    late: (days: number) => `逾期${days}天`,
  },
  shell: {
    skip: "跳到正文",
    navigation: "主要栏目",
    cases: "办理件",
    board: "督办看板",
    register: "登记",
    assessment: "考核",
    calendar: "工作日历",
    rules: "办理规则",
    accounts: "账号管理",
    password: "修改密码",
    signOut: "退出",
    readOnly: "只读",
    accountChanges: "您的账号有变动，如非您知情，请联系管理员核实：",
    accountChange: (at: string, by: string, change: string, post: string) =>
      `${at} ${by} ${change}${post ? `：${post}` : ""}`,
    noted: "知道了",
  },
  displays: {
    title: "展示席位",
    note: "供大屏使用：只显示督办看板，不能办理，不因闲置退出；一个席位可同时用于多块屏幕，停用后一秒内全部退出。",
    name: "名称，如“一楼大厅屏”",
    make: "新增展示席位",
    once: "请在大屏的浏览器中打开下面的地址。此地址只显示这一次，相当于钥匙，请勿外传：",
    none: "还没有展示席位。",
    madeBy: (by: string, at: string) => `${by} ${at} 新增`,
    revoke: "停用",
    sure: "停用后，使用此席位的屏幕全部退出，不能恢复。确定停用？",
    revoked: "已停用",
    revokedBy: (by: string, at: string) => `${by} ${at} 已停用`,
  },
  reminders: {
    title: "提醒",
    count: (waiting: number) => `，${waiting}条未阅`,
    none: "没有提醒。",
    older: "更早的提醒",
    olderNotices: "更早的通知",
    notices: "通知",
    datesMoved: "期限变动",
    left: "（已退出，查看留存记录）",
    mark: "标为已阅",
    marked: "已标为已阅",
  },
  connection: { waiting: "正在连接", live: "实时更新", lost: "未连接" },
  connectionHint: {
    waiting: "正在建立实时连接",
    live: "他人办理后，本页自动更新",
    lost: "实时连接已断开，正在重连；其间每30秒自动刷新一次，不影响办理",
  },
  failure: {
    lost: "网络连接中断，未收到办理结果。已填内容仍在，请恢复网络后再次提交，不会重复办理。",
    internal: "系统出现故障，本次操作未完成。已填内容仍在，请稍后再试；仍不成功请联系管理员。",
    empty: "系统未返回结果，请刷新后核对是否已办理。",
  },
  trouble: {
    title: "页面无法显示",
    cure: "可能是系统刚刚更新。请重新载入；仍不成功请将下面的信息告知管理员。",
    reload: "重新载入",
    missing: "没有这个页面",
    home: "返回首页",
  },
  entry: {
    title: "联办 · 人大代表建议、政协提案办理",
    what: "演示城市：云州市及滨江区、西城区、鹤山县。人员、单位均为虚构。",
    pick: "选择身份进入",
    more: "其他身份",
    noDemo: "本系统未开放演示身份。请使用本级政府的网址登录。",
    operator: "平台管理员登录",
    passwordIs: (password: string) => `演示账号的密码均为 ${password}`,
  },
  signIn: {
    title: "登录",
    username: "账号",
    password: "密码",
    needName: "请填写账号",
    needPassword: "请填写密码",
    go: "登录",
    first: "尚未登录或者登录已失效，登录后回到原来的页面。",
    forgotten: "忘记密码请联系本级管理员重置。",
    browsers: "支持 Chromium 86 以上内核的浏览器（360、奇安信、Edge、Chrome）和 Firefox ESR。",
  },
  operator: {
    title: "平台管理",
    back: "返回首页",
    note: "平台管理员只管理各级政府的开通与版本，不能查看任何办理件。",
    caption: "各级政府",
    columns: ["名称", "代码", "层级", "上级", "网址", "状态", "数据版本"],
  },
  list: {
    title: (box: string) => `${box}办理件`,
    boxesLabel: "办理范围",
    late: (count: number) => `逾期 ${count}`,
    soon: (count: number) => `临期 ${count}`,
    nothing: "没有符合条件的办理件。",
    nothingToDo: "没有待办事项。",
    administers: "管理员不承办办理件。可以办理：",
    andOthers: (lead: string, count: number) => `${lead}等${count}人`,
    shown: (loaded: number, total: number | null) =>
      total === null || total <= loaded ? `已列出 ${loaded} 件` : `已列出 ${loaded} 件，共 ${total} 件`,
    columns: {
      number: "编号",
      kind: "类别",
      title: "标题",
      proposer: "领衔人",
      unit: "主办单位",
      co: "会办",
      state: "环节",
      due: "时限",
      resultClass: "结果类别",
      registered: "登记日期",
    },
    filters: {
      more: "更多筛选",
      label: "筛选",
      text: "搜标题、编号、提出人",
      kind: "类别",
      state: "环节",
      origin: "来源",
      light: "时限",
      unit: "承办单位",
      session: "届次",
      clear: "清除筛选",
    },
    saved: {
      label: "常用筛选：",
      save: "保存当前筛选",
      name: "筛选名称",
      confirm: "保存",
      kept: "筛选已保存",
      removed: "筛选已删除",
      remove: (name: string) => `删除常用筛选“${name}”`,
    },
  },
  accounts: accountTexts,
  password: passwordTexts,
  form: formTexts,
  assessment: assessmentTexts,
  calendar: calendarTexts,
  rules: rulesTexts,
  case: caseTexts,
  former: formerTexts,
  dueDays: dueTexts,
  across: acrossTexts,
  paper: paperTexts,
};
