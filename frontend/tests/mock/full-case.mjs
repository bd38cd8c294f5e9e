// The parts of a mock case that only its page asks for; every step is allowed, so that every form can be seen.
import { BODY, day, units } from "./data.mjs";

const at = (shift) => new Date(Date.now() + shift * 86_400_000).toISOString();

function assignment(id, unit, role, roleLabel, more = {}) {
  return {
    id,
    unit,
    role,
    roleLabel,
    part: "",
    state: "HANDLING",
    stateLabel: "办理中",
    round: 1,
    version: 2,
    dispatchedOn: day(-45),
    signDueOn: day(-40),
    returnUntil: day(-38),
    dueOn: day(6),
    dueExplanation: [
      "交办日 2026-10-08，答复期限三个月",
      "《云州市代表建议办理办法》第十二条",
      "遇节假日顺延至次一工作日",
    ],
    light: "YELLOW",
    daysLeft: 6,
    signedForAt: at(-44),
    signedForBy: "沈晓燕",
    section: unit.sections[1],
    officer: unit.staff[0],
    repliedOn: null,
    coOpinions: [],
    returnRequests: [],
    meetings: [],
    waivedReason: null,
    ...more,
  };
}

const checklist = [
  "政治关：不涉密、无敏感表述",
  "政策关：引用政策现行有效",
  "法律关：依据准确、职权正确",
  "逐条答复：每条建议均有回应",
  "文字关：姓名、数字、日期无误",
];

export function fullCase(row) {
  const lead = assignment(`${row.id}-a1`, row.leadUnit, "LEAD", "主办", {
    meetings: [
      {
        id: "m1",
        stage: "BEFORE",
        stageLabel: "办前",
        form: "VISIT",
        formLabel: "走访",
        heldOn: day(-30),
        place: "滨江社区居委会",
        unitPeople: "副局长周志强、业务科陈思远",
        proposerPeople: "赵建国",
        summary: "听取代表意见，实地查看三处小区。",
        faceToFace: true,
      },
    ],
  });
  const co = assignment(`${row.id}-a2`, units[1], "CO", "会办", {
    state: "CO_SUBMITTED",
    stateLabel: "会办意见已提交",
    coOpinions: [
      {
        id: "o1",
        text: "我局将配合做好公交站点迁移，不影响电梯施工。",
        resultClass: "B",
        contact: "李伟 0599-8788586",
        stateLabel: "待采用",
        submittedBy: "李伟",
        submittedAt: at(-10),
        bouncedReason: null,
      },
    ],
    returnRequests: [
      {
        id: "r1",
        reason: "管线迁改不属我局职责。",
        basis: "三定方案第三条",
        proposedUnit: units[5],
        requestedBy: "李伟",
        requestedAt: at(-40),
        late: false,
        decisionLabel: "不同意退回",
        decisionReason: "道路管线属你局职责。",
        decidedAt: at(-39),
      },
    ],
  });
  const reply = {
    id: `${row.id}-r1`,
    caseId: row.id,
    assignmentId: lead.id,
    unit: row.leadUnit,
    round: 1,
    state: "OFFICE_REVIEW",
    stateLabel: "政府办把关",
    version: 4,
    title: `关于市十六届人大四次会议第${row.caseNo ?? row.registrationNo}号建议的答复`,
    addressee: `${row.leadProposerName}等3名代表`,
    body: BODY,
    resultClassDeclared: "A",
    resultClass: "B",
    resultClassLabel: "正在解决",
    publishMode: "FULL",
    contactName: "李伟",
    contactPhone: "0599-8788586",
    points: [
      {
        request: "明确牵头单位，建立联席会议制度。",
        response: "已明确由住建局牵头。",
        resultClass: "A",
        promise: null,
        promisedOn: null,
      },
      {
        request: "加大财政补助力度。",
        response: "明年起每台补助提高到20万元。",
        resultClass: "B",
        promise: "出台新的补助办法",
        promisedOn: day(120),
      },
    ],
    number: "云建函〔2026〕12号",
    issuedOn: day(-1),
    deliveredOn: null,
    signedBy: "周志强",
    returnedTimes: 1,
    officeChecklist: checklist.map((label, n) => ({
      code: `k${n}`,
      label,
      passed: n !== 3,
      note: n === 3 ? "第三条未答复" : "",
    })),
    versions: [
      { number: 1, editedBy: "陈思远", editedAt: at(-8), body: BODY },
      { number: 2, editedBy: "韩春梅", editedAt: at(-6), body: BODY },
    ],
  };
  return {
    ...row,
    assignments: [lead, co],
    replies: [reply],
    feedbackRounds: [
      {
        id: "f1",
        unit: row.leadUnit,
        round: 1,
        state: "SENT",
        stateLabel: "待反馈",
        sentOn: day(-3),
        dueOn: day(20),
        returnedOn: null,
        attitude: null,
        attitudeLabel: null,
        result: null,
        resultLabel: null,
        opinion: "",
        channel: "",
        enteredBy: null,
        light: "GREEN",
      },
    ],
    commitments: [
      {
        id: "p1",
        unit: row.leadUnit,
        content: "出台新的补助办法",
        state: "OPEN",
        stateLabel: "待兑现",
        promisedOn: day(120),
        originalPromisedOn: day(90),
        progress: "",
        light: "GREEN",
      },
    ],
    events: row.events ?? [
      {
        id: "e3",
        step: "sign_for",
        label: "签收",
        machine: "ASSIGNMENT",
        subjectLabel: row.leadUnit.shortName,
        fromLabel: "待签收",
        toLabel: "办理中",
        actor: "沈晓燕",
        at: at(-44),
        reason: "",
        facts: [],
      },
      {
        id: "e2",
        step: "dispatch",
        label: "交办",
        machine: "CASE",
        subjectLabel: "",
        fromLabel: "已立案待交办",
        toLabel: "已交办待签收",
        actor: "王志强",
        at: at(-45),
        reason: "",
        facts: [
          { label: "承办单位", value: "主办：市住建局；会办：市交通局" },
          { label: "办理期限", value: day(6) },
        ],
      },
      {
        id: "e1",
        step: "register",
        label: "登记",
        machine: "CASE",
        subjectLabel: "",
        fromLabel: null,
        toLabel: "已登记",
        actor: "王志强",
        at: at(-60),
        reason: "",
        facts: [],
      },
    ],
    upperDueOn: null,
    reportedOn: null,
    envelopes: [],
    allowedSteps: steps(row, lead, co, reply),
  };
}

const LABELS = {
  start_review: "受理审查",
  file: "立案",
  decline: "不予立案",
  merge: "并案",
  withdraw: "撤回",
  dispatch: "交办",
  redispatch: "再交办",
  close: "销号",
  reopen: "恢复跟踪",
  archive: "归档",
  accept_return: "同意退回",
  reject_return: "不同意退回",
  recall: "收回交办",
  sign_for: "签收",
  request_return: "申请退回",
  assign_officer: "确定经办人",
  record_meeting: "登记面商",
  draft_reply: "拟写答复",
  order_rehandling: "责令重新办理",
  agree_jointly: "会签同意",
  submit_co_opinion: "提交会办意见",
  accept_co_opinion: "采用会办意见",
  bounce_co_opinion: "退回会办意见",
  waive_co_opinion: "不再等待会办意见",
  submit_reply: "送审",
  pass_section_review: "科室审核通过",
  pass_leader_review: "领导审核通过",
  return_in_unit: "退回修改",
  pass_office_review: "把关通过",
  return_from_office: "把关退回",
  sign_reply: "签发",
  issue_reply: "编号印发",
  deliver_reply: "送达",
  enter_feedback: "登记反馈意见",
  urge_feedback: "催请反馈",
  close_feedback: "未反馈办结",
  claim_fulfilled: "报告承诺兑现",
  delay_commitment: "承诺延期",
  declare_infeasible: "说明承诺无法兑现",
  verify_commitment: "核实承诺兑现",
  refuse_claim: "不予认可兑现",
};
const SUBJECT = [
  [
    [
      "start_review",
      "file",
      "decline",
      "merge",
      "withdraw",
      "dispatch",
      "redispatch",
      "close",
      "reopen",
      "archive",
    ],
    (r) => [r.id, ""],
  ],
  [
    ["submit_co_opinion", "accept_co_opinion", "bounce_co_opinion", "waive_co_opinion"],
    (_r, _l, c) => [c.id, c.unit.shortName],
  ],
  [
    [
      "submit_reply",
      "pass_section_review",
      "pass_leader_review",
      "return_in_unit",
      "pass_office_review",
      "return_from_office",
      "sign_reply",
      "issue_reply",
      "deliver_reply",
    ],
    (_r, l, _c, p) => [p.id, l.unit.shortName],
  ],
  [["enter_feedback", "urge_feedback", "close_feedback"], (_r, l) => ["f1", l.unit.shortName]],
  [
    ["claim_fulfilled", "delay_commitment", "declare_infeasible", "verify_commitment", "refuse_claim"],
    () => ["p1", "出台新的补助办法"],
  ],
];

function steps(row, lead, co, reply) {
  return Object.entries(LABELS).map(([step, label]) => {
    const found = SUBJECT.find(([codes]) => codes.includes(step));
    const [subjectId, subjectLabel] = found ? found[1](row, lead, co, reply) : [lead.id, lead.unit.shortName];
    const blocked = step === "submit_reply" ? "送审前须完成与提出人的面商：办中。" : null;
    return {
      step,
      label,
      subjectId,
      subjectLabel,
      duty: ["sign_for", "dispatch", "draft_reply"].includes(step),
      reasonRequired: false,
      blocked,
    };
  });
}

export const procedure = (kind) => {
  const list = (...rows) => rows.map(([code, label]) => ({ code, label }));
  const hint = (shift) => ({ day: day(shift), text: `自今日起${shift}日`, article: "办理办法第十二条" });
  return {
    kind,
    packTitle: "云州市办理规则",
    resultClasses: list(["A", "已解决"], ["B", "正在解决"], ["C", "列入规划"], ["D", "留作参考"]),
    notFileGrounds: list(["NOT_PUBLIC", "不属于公共事务"], ["CASE_IN_COURT", "涉及诉讼"]),
    disposals: list(["RETURN", "退回提出人"], ["LETTER", "转为来信处理"]),
    satisfaction: list(["SATISFIED", "满意"], ["BASICALLY", "基本满意"], ["DISSATISFIED", "不满意"]),
    checklist: checklist.map((label, n) => ({ code: `k${n}`, label })),
    unitRoles: list(["SOLE", "独办"], ["LEAD", "主办"], ["CO", "会办"]),
    meetingForms: list(["VISIT", "走访"], ["SYMPOSIUM", "座谈"], ["SITE", "现场踏勘"], ["PHONE", "电话"]),
    publishModes: list(
      ["FULL", "全文公开"],
      ["SUMMARY", "摘要公开"],
      ["ON_REQUEST", "依申请公开"],
      ["NONE", "不予公开"],
    ),
    channels: list(["PAPER", "纸质表"], ["PHONE", "电话"]),
    replyDue: hint(90),
    replyDueComplex: hint(180),
    coDue: hint(30),
  };
};
