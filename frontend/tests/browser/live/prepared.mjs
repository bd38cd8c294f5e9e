// Uninteresting states, reached through /graphql as the seats that may.

let made = 0;

function key() {
  made += 1;
  return `walk-${Date.now()}-${made}`;
}

const FACTS = `id title assignments { id state unit { code } } replies { id unit { code } }
  feedbackRounds { id unit { code } } commitments { id }`;
const STATE = `case { ${FACTS} } refusal { message }`;

/** Takes a step: `act(product, seat, "fileCase", "caseId", id)`. */
export async function act(product, username, mutation, subject, id, more = {}, types = {}) {
  const declared = Object.entries(types).map(([name, type]) => `$${name}: ${type}`);
  const given = Object.keys(types).map((name) => `${name}: $${name}`);
  const query = `mutation(${["$key: String!", "$id: ID!", ...declared].join(", ")}) {
    payload: ${mutation}(${["key: $key", `${subject}: $id`, ...given].join(", ")}) { ${STATE} } }`;
  return (await product.ask(username, query, { key: key(), id, ...more })).payload.case;
}

/** A registered paper; answers with its id, title and address. */
export async function registered(product, title, { kind = "SUGGESTION", lead = "赵建国" } = {}) {
  const side = kind === "SUGGESTION" ? "yz-npc" : "yz-cppcc";
  const { sessions } = await product.ask(side, "{ sessions { id kind year } }");
  const session = sessions.filter((one) => one.kind === kind).sort((a, b) => b.year - a.year)[0];
  const input = {
    kind,
    title: `${title}${Date.now() % 100_000}`,
    body: "一、问题\n课后托管学位不足。\n二、建议\n增加课后托管学位。",
    sessionId: session.id,
    proposers: [
      { name: lead, kind: kind === "SUGGESTION" ? "DEPUTY" : "MEMBER", isLead: true },
      { name: "钱秀兰", kind: kind === "SUGGESTION" ? "DEPUTY" : "MEMBER", isLead: false },
    ],
  };
  const query = `mutation($key: String!, $input: RegisterCaseInput!) {
    payload: registerCase(key: $key, input: $input) { case { id title } refusal { message } } }`;
  const made = (await product.ask(side, query, { key: key(), input })).payload.case;
  return { ...made, side, address: product.at(`/cases/${made.id}`) };
}

export async function filed(product, title, more) {
  const paper = await registered(product, title, more);
  await act(product, paper.side, "fileCase", "caseId", paper.id);
  return paper;
}

/** The case as it stands, as the office reads it; a letter that has not come before it, only its unit reads. */
export async function present(product, row, reader = "yz-office") {
  const query = `query($id: ID!) { case(id: $id) { ${FACTS} } }`;
  return { ...row, ...(await product.ask(reader, query, { id: row.id })).case };
}

/** A case dispatched to units by code: `{ edu: "LEAD", water: "CO" }`. */
export async function dispatched(product, title, units, more) {
  const paper = await filed(product, title, more);
  const { units: all } = await product.ask("yz-office", "{ units { id code } }");
  const assignments = Object.entries(units).map(([code, role]) => ({
    unitId: all.find((unit) => unit.code === code).id,
    role,
    part: role === "SEPARATE" ? "本单位职责部分" : "",
  }));
  const given = { input: { assignments, complex: false, requirements: "" } };
  const types = { input: "DispatchInput!" };
  return { ...paper, ...(await act(product, "yz-office", "dispatchCase", "caseId", paper.id, given, types)) };
}

/** The case after all units that had not yet have signed for it. */
export async function signedFor(product, row) {
  let now = row;
  for (const { id, unit, state } of row.assignments)
    if (state === "PENDING_SIGN")
      now = await act(product, `yz-${unit.code}-clerk`, "signFor", "assignmentId", id);
  return { ...row, ...now };
}

export async function underway(product, title, units, more) {
  return signedFor(product, await dispatched(product, title, units, more));
}

export const partOf = (row, code) => row.assignments.find(({ unit }) => unit.code === code).id;
const replyOf = (row, code) => row.replies.filter(({ unit }) => unit.code === code).at(-1).id;

/** The meetings that the rule pack asks for before the review. */
export async function meetings(product, row, code) {
  const held = {
    form: "VISIT",
    heldOn: today(),
    place: "",
    unitPeople: "科室负责人",
    proposerPeople: "领衔人",
  };
  const types = { input: "MeetingInput!" };
  for (const stage of ["BEFORE", "DURING"]) {
    const input = { ...held, stage, summary: "已交换意见。" };
    await act(
      product,
      `yz-${code}-officer`,
      "recordMeeting",
      "assignmentId",
      partOf(row, code),
      { input },
      types,
    );
  }
}

/** A unit's first draft; `promise` is its one promise, for that day. */
export async function drafted(product, row, code, { promise = null, day = null } = {}) {
  const resultClass = promise ? "B" : "A";
  const point = { request: "增加学位", response: "秋季新增", resultClass, promise, promisedOn: day };
  const input = {
    title: `关于《${row.title}》的答复`,
    addressee: "赵建国等2名代表",
    body: `建议收悉。\n一、基本情况\n经认真研究，现答复如下：${point.response}。${promise ?? ""}`,
    resultClass,
    publishMode: "FULL",
    contactName: "李伟",
    contactPhone: "0599-8788586",
    points: [point],
  };
  const types = { input: "ReplyDraftInput!" };
  const part = partOf(row, code);
  return {
    ...row,
    ...(await act(product, `yz-${code}-officer`, "draftReply", "assignmentId", part, { input }, types)),
  };
}

/** The reply of a unit as sent for review. */
export async function inReview(product, row, code, values) {
  await meetings(product, row, code);
  const now = await drafted(product, row, code, values);
  return {
    ...now,
    ...(await act(product, `yz-${code}-officer`, "submitReply", "replyId", replyOf(now, code))),
  };
}

/** A submitted reply after the reviews of the unit and of the office. */
export async function passed(product, row, code) {
  const { procedure } = await product.ask(
    "yz-office",
    "{ procedure(kind: SUGGESTION) { checklist { code } } }",
  );
  const checklist = procedure.checklist.map((item) => ({ code: item.code, passed: true }));
  const types = { checklist: "[VerdictInput!]!" };
  const reply = replyOf(row, code);
  await act(product, `yz-${code}-section`, "passSectionReview", "replyId", reply);
  await act(product, `yz-${code}-deputy`, "passLeaderReview", "replyId", reply);
  return {
    ...row,
    ...(await act(product, "yz-office", "passOfficeReview", "replyId", reply, { checklist }, types)),
  };
}

/** A submitted reply, brought to the proposer's hands. */
export async function sent(product, row, code) {
  await passed(product, row, code);
  const reply = replyOf(row, code);
  await act(product, `yz-${code}-head`, "signReply", "replyId", reply);
  await act(product, `yz-${code}-clerk`, "issueReply", "replyId", reply);
  return { ...row, ...(await act(product, `yz-${code}-clerk`, "deliverReply", "replyId", reply)) };
}

export async function delivered(product, row, code, values) {
  return sent(product, await inReview(product, row, code, values), code);
}

/** The government's day, or one so many days later, as the API writes it. */
export function today(days = 0) {
  const moment = new Date(Date.now() + days * 86_400_000);
  return moment.toLocaleDateString("sv-SE", { timeZone: "Asia/Shanghai" });
}
