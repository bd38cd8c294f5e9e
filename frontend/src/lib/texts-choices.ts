/** Choices the page itself lists (filters, new accounts): part of the one dictionary in texts.ts. */
import type { CaseKind, CaseState, Light, Origin, Period, PublishMode, Role, WorkBox } from "@/gql/graphql";

export const boxes: Record<WorkBox, string> = { TO_DO: "待办", DOING: "在办", DONE: "已办", ALL: "全部" };
export const countOf = { TO_DO: "todo", DOING: "doing", DONE: "done", ALL: "all" } as const;
export const kinds: Record<CaseKind, string> = { SUGGESTION: "建议", PROPOSAL: "提案" };
export const kindsLong: Record<CaseKind, string> = { SUGGESTION: "代表建议", PROPOSAL: "政协提案" };
export const lights: Record<Light, string> = { GREEN: "正常", YELLOW: "临期", RED: "逾期", GREY: "未计时" };
export const states: Record<CaseState, string> = {
  REGISTERED: "已登记",
  UNDER_REVIEW: "审查中",
  FILED: "已立案待交办",
  NOT_FILED: "不予立案",
  MERGED: "已并案",
  WITHDRAWN: "已撤回",
  RECALLED: "来文机关已收回",
  DISPATCHED: "已交办待签收",
  HANDLING: "办理中",
  REPLIED: "已办复",
  REHANDLING: "重新办理",
  TRACKING: "跟踪落实",
  CLOSED: "已销号",
  ARCHIVED: "已归档",
};
export const publishModes: Record<PublishMode, string> = {
  FULL: "全文公开",
  SUMMARY: "摘要公开",
  ON_REQUEST: "依申请公开",
  NONE: "不予公开",
};
export const periods: Record<Period, string> = { IN_SESSION: "大会期间", BETWEEN_SESSIONS: "闭会期间" };
/** Offered when an account is made; whoever holds a role is shown with the server's label. */
export const roles: Record<Role, string> = {
  GENERAL_OFFICE: "政府办（督查室）",
  UNIT_CLERK: "承办单位联络员",
  CASE_OFFICER: "经办人",
  SECTION_HEAD: "科室负责人",
  DEPUTY_HEAD: "分管领导",
  UNIT_HEAD: "主要领导",
  NPC_OFFICE: "人大代表工委",
  CPPCC_OFFICE: "政协提案委",
  NPC_SEAT: "人大代表工委（只读）",
  CPPCC_SEAT: "政协提案委（只读）",
  ADMINISTRATOR: "本级管理员",
};
/** Where cases come from, as the work list filters and marks them. */
export const origins: Record<Origin, string> = {
  OWN: "本级",
  UPPER: "上级交办",
  CONSULT: "上级征求会办意见",
  LOWER: "下级提请",
};
