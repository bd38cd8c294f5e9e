// Invented cases for looking at pages without a server. Never shipped; nothing here decides anything.
const KINDS = ["SUGGESTION", "PROPOSAL"];
const STATES = [
  ["HANDLING", "办理中"],
  ["FILED", "已立案待交办"],
  ["DISPATCHED", "已交办待签收"],
  ["REPLIED", "已办复"],
  ["CLOSED", "已销号"],
  ["REGISTERED", "已登记"],
  ["REHANDLING", "重新办理"],
  ["NOT_FILED", "不予立案"],
];
const TOPICS = [
  "老旧小区加装电梯",
  "滨江步道照明",
  "乡村公交线路",
  "中小学课后托管",
  "农贸市场改造",
  "社区养老食堂",
  "河道清淤",
  "停车位共享",
];
const SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨".split("");

export const units = Array.from({ length: 46 }, (_, at) => ({
  __typename: "Unit",
  id: `u${at}`,
  code: `U${at}`,
  name: `市${["住房和城乡建设局", "交通运输局", "教育局", "民政局", "水利局", "城市管理局", "财政局", "卫生健康委员会"][at % 8]}${at > 7 ? at : ""}`,
  shortName: `市${["住建局", "交通局", "教育局", "民政局", "水利局", "城管局", "财政局", "卫健委"][at % 8]}${at > 7 ? at : ""}`,
  kindLabel: "政府部门",
  sections: [
    { id: `s${at}-1`, name: "办公室" },
    { id: `s${at}-2`, name: "业务科" },
  ],
  staff: [
    { id: `p${at}-1`, name: "陈思远", roleLabel: "经办人", sectionName: "业务科" },
    { id: `p${at}-2`, name: "韩春梅", roleLabel: "科室负责人", sectionName: "办公室" },
  ],
}));

export const sessions = [
  { id: "se1", name: "市十六届人大四次会议", kind: "SUGGESTION", year: 2026 },
  { id: "se2", name: "市政协十五届四次会议", kind: "PROPOSAL", year: 2026 },
];

const day = (shift) => new Date(Date.now() + shift * 86_400_000).toISOString().slice(0, 10);
const light = (left) => (left === null ? "GREY" : left < 0 ? "RED" : left <= 7 ? "YELLOW" : "GREEN");
const person = (at) => `${SURNAMES[at % SURNAMES.length]}${["建国", "秀兰", "志强", "晓燕"][at % 4]}`;

const BODY = `一、存在的问题\n${"近年来，我市老旧小区居民对加装电梯的需求日益增长，但仍存在意见难统一、资金筹措难、管线迁改慢等问题。".repeat(4)}\n二、建议\n（一）明确牵头单位，建立联席会议制度。\n（二）加大财政补助力度，简化审批流程。\n（三）由社区牵头做好居民协商工作。`;

export function makeCase(at) {
  const [state, stateLabel] = STATES[at % STATES.length];
  const kind = KINDS[at < 436 ? 0 : 1];
  const left = state === "HANDLING" || state === "REHANDLING" ? (at % 40) - 6 : null;
  return {
    __typename: "Case",
    id: `c${at}`,
    kind,
    kindLabel: kind === "SUGGESTION" ? "代表建议" : "政协提案",
    registrationNo: `登2026${String(at + 1).padStart(4, "0")}`,
    caseNo:
      state === "REGISTERED"
        ? null
        : `2026${kind === "SUGGESTION" ? "建" : "提"}${String(at + 1).padStart(4, "0")}`,
    title: `关于推进${TOPICS[at % TOPICS.length]}工作的${kind === "SUGGESTION" ? "建议" : "提案"}${at % 7 === 0 ? "，并完善资金筹措与长效管理机制、提升群众满意度" : ""}`,
    body: BODY,
    category: "城乡建设",
    state,
    stateLabel,
    version: 3,
    light: light(left),
    daysLeft: left,
    dueOn: left === null ? null : day(left),
    coDueOn: day(20),
    registeredOn: day(-60 - (at % 90)),
    filedOn: day(-50),
    dispatchedOn: day(-45),
    repliedOn: null,
    closedOn: null,
    period: "市十六届人大四次会议",
    session: sessions[at < 436 ? 0 : 1],
    leadUnit: units[at % 46],
    origin: "OWN",
    originLabel: "本级",
    leadProposerName: person(at),
    proposerCount: 1 + (at % 4),
    coDone: at % 3,
    coTotal: 2 + (at % 2),
    resultClass: state === "REPLIED" ? "A" : null,
    resultClassLabel: state === "REPLIED" ? "已解决" : null,
    requirements: "须与领衔代表面商，答复前报分管副市长审阅。",
    complex: false,
    publishConsent: true,
    proposers: Array.from({ length: 1 + (at % 4) }, (_, n) => ({
      name: person(at + n),
      kindLabel: "人大代表",
      group: "滨江代表团",
      isLead: n === 0,
      phone: n === 0 ? "13900000000" : null,
    })),
    mergedInto: null,
    mergedCases: [],
    notFiledGround: null,
    disposal: null,
    outstanding: [
      "市住建局尚未签收",
      "市交通局会办意见未采用（期限 2026-12-12）",
      "送审前须完成与提出人的面商：办前、办中",
    ],
  };
}

export const cases = Array.from({ length: 1036 }, (_, at) => makeCase(at));
export { BODY, day, person };
