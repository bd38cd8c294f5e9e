/** Forms of the steps by which a case crosses between governments. */
import * as api from "@/gql/graphql";
import type { RequestType, StepCode } from "@/gql/graphql";
import { texts } from "@/lib/texts";
import { draftInput, valuesOf } from "../draft/draft-values";
import { ownLetter, wantsOpinion } from "../model";
import { AcceptBody, AnswerBody, isOpinion, OpinionBody, ReportBody } from "./across-body";
import { verdictsOf } from "./checklist-body";
import { type Field, type StepContext, type StepDefinition, step, textOf, type Values } from "./definition";
import { because, comment, contactFields, fromPack, reason, resultClass } from "./fields";

const { report: words, opinion, ask } = texts.across;
const types = Object.entries(ask.types).map(([value, label]) => ({ value, label }));

const forLetter = ({ row }: StepContext) => !wantsOpinion(row);
const lines: Field[] = [
  { name: "title", label: words.title, kind: "line", required: true },
  {
    name: "body",
    label: words.body,
    kind: "area",
    required: true,
    max: 20_000,
    hintOf: ({ row }) => (ownLetter(row) ? words.letterHint : undefined),
  },
  { ...resultClass, required: false, shown: forLetter },
  { ...fromPack("publishMode", words.publish, "publishModes", "radio"), shown: forLetter },
  {
    name: "signedBy",
    label: words.signedBy,
    kind: "line",
    required: true,
    max: 40,
    hint: words.signedByHint,
    shown: ({ row }) => ownLetter(row),
  },
  ...contactFields,
];

/** Drafts that have passed the office's review; of former times also letters that units sent out. */
const READY = ["ADOPTED", "APPROVED", "SIGNED", "ISSUED", "DELIVERED"];

/** An answer begins with the draft that has passed, the texts of separate parts one after the other. */
export function reportInitial({ row }: StepContext): Values {
  const ready = row.replies.filter(({ state }) => READY.includes(state));
  const round = Math.max(...ready.map((reply) => reply.round));
  const replies = ready.filter((reply) => reply.round === round);
  const [newest] = replies;
  const publishMode = row.publishConsent ? "FULL" : "ON_REQUEST";
  if (!newest) return { title: words.titleOf(row.title), publishMode, points: [{}] };
  const body = replies.map((reply) => reply.body).join("\n");
  const points = replies.flatMap((reply) => valuesOf(reply).points ?? []);
  return { ...valuesOf(newest), body, points };
}

/** Whom to ask: in an answer that was sent back whom that named, else the only unit's own contact. */
function contactOf({ assignments, envelopes }: StepContext["row"]): Values {
  const before = envelopes.some(({ incoming, answer }) => incoming && answer);
  const [contact, ...others] = assignments
    .flatMap(({ coOpinions }) => coOpinions.slice(-1))
    .map((one) => one.contact);
  if (before || !contact || others.length > 0) return {};
  const [contactName, contactPhone] = contact.trim().split(/[\s，,：:]+(?=[\d+(（][\d\s()（）+-]*$)/);
  return { contactName, ...(contactPhone ? { contactPhone } : {}) };
}

/** The opinion of the only unit as it stands; of several, one after the other with their names. */
export function opinionInitial({ row }: StepContext): Values {
  const given = row.assignments.flatMap(({ unit, coOpinions }) =>
    coOpinions.slice(-1).map(({ text }) => ({ unit: unit.shortName, text })),
  );
  const [only] = given;
  return {
    ...contactOf(row),
    text: given.length > 1 ? given.map(({ unit, text }) => `${unit}：${text}`).join("\n") : only?.text,
  };
}

export function reportInput(values: Values, { row }: StepContext) {
  const { addressee: _, ...input } = draftInput(values);
  const request = wantsOpinion(row);
  return {
    ...input,
    resultClass: input.resultClass || null,
    signedBy: textOf(values, "signedBy") || null,
    points: request ? [] : input.points,
  };
}

export const across: Partial<Record<StepCode, StepDefinition>> = {
  ACCEPT_ANSWER: step(
    api.AcceptAnswerDocument,
    [
      {
        ...resultClass,
        label: texts.form.review.resultClass,
        required: false,
        shown: (context) => !isOpinion(context),
      },
      comment,
    ],
    (values, context) => ({
      checklist: isOpinion(context) ? [] : verdictsOf(values, context),
      resultClass: textOf(values, "resultClass") || null,
      comment: textOf(values, "comment") || null,
    }),
    { Body: AcceptBody, wide: true },
  ),
  SEND_BACK_ANSWER: step(api.SendBackAnswerDocument, [reason], because, { Body: AnswerBody, wide: true }),
  REPORT_ANSWER: step(
    api.ReportAnswerDocument,
    lines,
    (values, context) => ({ input: reportInput(values, context) }),
    { Body: ReportBody, fieldsFirst: true, initial: reportInitial, wide: true },
  ),
  REPORT_OPINION: step(
    api.ReportOpinionDocument,
    [{ name: "text", label: opinion.text, kind: "area", required: true, max: 20_000 }, ...contactFields],
    (values) => ({
      text: textOf(values, "text"),
      contactName: textOf(values, "contactName"),
      contactPhone: textOf(values, "contactPhone"),
    }),
    { Body: OpinionBody, initial: opinionInitial, wide: true },
  ),
  ASK_UPPER: step(
    api.AskUpperDocument,
    [
      { name: "requestType", label: ask.type, kind: "choice", required: true, choices: () => types },
      { name: "text", label: ask.text, kind: "area", required: true, hint: ask.hint, max: 20_000 },
    ],
    (values) => ({
      requestType: textOf(values, "requestType") as RequestType,
      text: textOf(values, "text"),
    }),
    { wide: true },
  ),
};
