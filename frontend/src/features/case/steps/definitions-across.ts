/** Forms of the steps by which a case crosses between governments. */
import * as api from "@/gql/graphql";
import type { RequestType, StepCode } from "@/gql/graphql";
import { texts } from "@/lib/texts";
import { draftInput, valuesOf } from "../draft/draft-values";
import { AcceptBody, AnswerBody, isOpinion, ReportBody } from "./across-body";
import { verdictsOf } from "./checklist-body";
import { type Field, type StepContext, type StepDefinition, step, textOf, type Values } from "./definition";
import { because, comment, fromPack, reason, resultClass } from "./fields";

const { report: words, ask } = texts.across;
const types = Object.entries(ask.types).map(([value, label]) => ({ value, label }));

const lines: Field[] = [
  { name: "title", label: words.title, kind: "line", required: true },
  { name: "body", label: words.body, kind: "area", required: true, max: 20_000 },
  { ...resultClass, required: false },
  fromPack("publishMode", words.publish, "publishModes", "radio"),
  { name: "contactName", label: words.contactName, kind: "line", required: true },
  { name: "contactPhone", label: words.contactPhone, kind: "line", required: true },
];

/** An answer begins with the unit's reply that has gone out, else with what the case tells. */
export function reportInitial({ row }: StepContext): Values {
  const replies = row.replies.filter(({ state }) => state === "DELIVERED" || state === "ISSUED");
  const newest = replies.at(-1);
  const publishMode = row.publishConsent ? "FULL" : "ON_REQUEST";
  if (!newest) return { title: words.titleOf(row.title), publishMode, points: [{}] };
  return { ...valuesOf(newest) };
}

export function reportInput(values: Values, { row }: StepContext) {
  const { addressee: _, ...input } = draftInput(values);
  const request = row.origin === "LOWER";
  return { ...input, resultClass: input.resultClass || null, points: request ? [] : input.points };
}

export const across: Partial<Record<StepCode, StepDefinition>> = {
  accept_answer: step(
    api.AcceptAnswerDocument,
    [{ ...resultClass, label: texts.form.review.resultClass, required: false }, comment],
    (values, context) => ({
      checklist: isOpinion(context) ? [] : verdictsOf(values, context),
      resultClass: textOf(values, "resultClass") || null,
      comment: textOf(values, "comment") || null,
    }),
    { Body: AcceptBody, wide: true },
  ),
  send_back_answer: step(api.SendBackAnswerDocument, [reason], because, { Body: AnswerBody, wide: true }),
  report_answer: step(
    api.ReportAnswerDocument,
    lines,
    (values, context) => ({ input: reportInput(values, context) }),
    { Body: ReportBody, fieldsFirst: true, initial: reportInitial, wide: true },
  ),
  ask_upper: step(
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
