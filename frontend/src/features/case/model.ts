/** Names for the parts of a case as the page reads them. Pure. */
import type { CaseFullFragment, StepCode } from "@/gql/graphql";
import { texts } from "@/lib/texts";

export type FullCase = CaseFullFragment;
export type Assignment = FullCase["assignments"][number];
export type Reply = FullCase["replies"][number];
export type Feedback = FullCase["feedbackRounds"][number];
export type Commitment = FullCase["commitments"][number];
export type CaseEvent = FullCase["events"]["edges"][number]["node"];
export type Reminder = FullCase["reminders"][number];
export type Envelope = FullCase["envelopes"][number];
export type AllowedStep = FullCase["allowedSteps"][number];

/** 案号, or 登记号 before filing. */
export function numberOf({
  caseNo,
  registrationNo,
}: {
  caseNo: string | null;
  registrationNo: string;
}): string {
  return caseNo ?? registrationNo;
}

/** The number as a sentence cites it; a sender's own number stands after the sender's name. */
export function citedNumber(row: { caseNo: string | null; registrationNo: string }): string {
  return `${numberOf(row).replace(/^(\S+)\s+|^/, "$1第")}号`;
}

interface Classed {
  resultClass: string | null;
  resultClassLabel: string | null;
  resultClassMeaningLabel?: string | null;
}

/** A class with its name by the case's rule pack, and what it means elsewhere; null for none. */
export function classWords(of: Classed, meaning = true): string | null {
  if (!of.resultClass) return null;
  const named = [of.resultClass, of.resultClassLabel].filter(Boolean).join(" ");
  return meaning && of.resultClassMeaningLabel
    ? texts.case.classMeaning(named, of.resultClassMeaningLabel)
    : named;
}

/** The reply an assignment is being answered with: its latest that is not void. */
export function replyOf(row: FullCase, assignmentId: string): Reply | undefined {
  return row.replies
    .filter((reply) => reply.assignmentId === assignmentId && reply.state !== "VOID")
    .sort((one, other) => other.round - one.round)[0];
}

/** Steps by which somebody judges a reply, and has to have read it. */
const JUDGING: StepCode[] = [
  "PASS_SECTION_REVIEW",
  "PASS_LEADER_REVIEW",
  "RETURN_IN_UNIT",
  "PASS_OFFICE_REVIEW",
  "RETURN_FROM_OFFICE",
  "SIGN_REPLY",
];

export type StepOnSubject = Pick<AllowedStep, "step" | "subjectId">;

/** The reply that a step judges; none for other steps. */
export function replyUnder(row: Pick<FullCase, "replies">, { step, subjectId }: StepOnSubject) {
  return JUDGING.includes(step) ? row.replies.find(({ id }) => id === subjectId) : undefined;
}

/** Whether a reply waits for this person's judgement: then it is what the page begins with. */
export function isToBeJudged(row: Pick<FullCase, "allowedSteps" | "replies">): boolean {
  return row.allowedSteps.some((step) => step.duty && replyUnder(row, step) !== undefined);
}

/** Whether a unit's part has ended before it was done: nothing is waited for of it any more. */
export function isGone({ state }: Pick<Assignment, "state">): boolean {
  return state === "RETURNED" || state === "RECALLED" || state === "CANCELLED";
}

/** Envelopes that have ended, in which no urge waits any more. */
const ENDED = ["RETURNED", "DECLINED", "RECALLED"];

/** What the office urged the unit to do and has no answer to; seen by the unit and the office only. */
export function openUrges(row: Pick<FullCase, "assignments">, assignmentId: string) {
  const part = row.assignments.find(({ id }) => id === assignmentId);
  return part?.urgeNotices.filter(({ answeredAt }) => answeredAt === null) ?? [];
}

/** What the government above urged and this one has not answered; seen by the office only. */
export function upperUrge({ envelopes }: Pick<FullCase, "envelopes">) {
  const told = envelopes
    .filter(({ incoming, state }) => incoming && !ENDED.includes(state))
    .flatMap(({ events }) => events.filter(({ step }) => step === "URGE" || step === "ANSWER_URGE"));
  const last = told.at(-1);
  return last?.step === "URGE" ? last : undefined;
}

/** Promises of the unit's earlier answers that still stand: another answer continues or replaces them. */
export function standingPromises(row: Pick<FullCase, "commitments">, unitId?: string): Commitment[] {
  const settled = ["VERIFIED", "INFEASIBLE", "REPLACED"];
  const own = row.commitments.filter(({ unit }) => !unitId || unit.id === unitId);
  return own.filter(({ state }) => !settled.includes(state));
}

/** What the proposer said of the unit's replies so far, the newest first. */
export function saidOf(row: Pick<FullCase, "feedbackRounds">, unitId: string): Feedback[] {
  return row.feedbackRounds
    .filter(({ unit, returnedOn }) => unit.id === unitId && returnedOn !== null)
    .sort((one, other) => other.round - one.round);
}

/** Steps that wait for this person first, then those that are merely possible. */
export function sortSteps(steps: AllowedStep[]): { mine: AllowedStep[]; others: AllowedStep[] } {
  return { mine: steps.filter(({ duty }) => duty), others: steps.filter(({ duty }) => !duty) };
}

/** Whether another government wants an opinion on the case, and no letter to a proposer. */
export function wantsOpinion({ origin }: Pick<FullCase, "origin">): boolean {
  return origin === "CONSULT" || origin === "LOWER";
}

/** Whether the case is a consultation from above (征求会办意见): nothing said of it speaks of a reply. */
export function isConsulted({ origin }: Pick<FullCase, "origin">): boolean {
  return origin === "CONSULT";
}

/** Whether the letter is this government's own, of which its units write the draft. */
export function ownLetter({ origin }: Pick<FullCase, "origin">): boolean {
  return origin === "UPPER";
}

/** The answer that came for an assignment which another government handles. */
export function answerOf(row: FullCase, assignmentId: string): Envelope["answer"] {
  const sent = row.envelopes.filter((envelope) => envelope.assignmentId === assignmentId);
  return sent.at(-1)?.answer ?? null;
}
