/** Texts of how a due day came about: part of the one dictionary in texts.ts. */

export const dueTexts = {
  title: "这个日期怎么来的",
  // a rule of another place is a reference, and its article says so
  ground: (article: string) => (article.startsWith("参照") ? article : `依据：${article}`),
  all: "各项期限：这个日期怎么来的",
  of: (what: string) => `${what}：这个日期怎么来的`,
  columns: ["事项", "不晚于", "怎么来的"] as const,
  passed: (number: number) => `其间休息日 ${number} 天，逐日列出`,
  movedOver: (number: number) => `顺延经过的休息日 ${number} 天，逐日列出`,
  replaced: (old: string, article: string) => `原为 ${old}${article ? `（${article}）` : ""}`,
  set: (who: string, at: string, step: string, reason: string) =>
    `${at} ${who}　${step}${reason ? `，理由：${reason}` : ""}`,
  until: (what: string, day: string) => `${what}期限 ${day}`,
  part: (unit: string, role: string) => `${unit}（${role}）`,
  ofCase: "本件",
  earliest: "有多个主办单位的，列表所示为仍在办理的单位中最早的期限。",
  none: "该期限没有留存计算过程：是历史件导入的日期，或者您无权查看。",
  noneAcross: "发出时没有随件附上计算过程，可向发出方核对。",
  sender: (name: string) => `上列期限由${name}计算，随件送达，双方所见一致。`,
  senderMark: "发出方",
  answer: "答复期限",
  co: "会办期限",
  feedback: (unit: string) => `${unit}反馈期限`,
  promise: (unit: string) => `${unit}承诺完成日期`,
  upper: "来文时限",
};
