/** The fields that several steps share. */
import { today } from "@/lib/dates";
import { texts } from "@/lib/texts";
import { type Choice, type Field, type Procedure, type StepContext, textOf, type Values } from "./definition";

const words = texts.form.fields;

type Coded = Pick<Procedure["channels"][number], "code" | "label">;

const asChoices = (rows: readonly Coded[]): Choice[] =>
  rows.map(({ code, label }) => ({ value: code, label }));

/** A choice out of one of the rule pack's lists. */
export function fromPack(
  name: string,
  label: string,
  list: Exclude<
    keyof Procedure,
    "id" | "kind" | "packTitle" | "publishDefault" | "__typename" | " $fragmentName"
  >,
  kind: "choice" | "radio" = "choice",
): Field {
  return {
    name,
    label,
    kind,
    required: true,
    choices: ({ procedure }: StepContext) => asChoices(procedure[list]),
  };
}

/** Contact of an answer to another government: as in the one that was sent back, else as this person named it last. */
export const contactFields: Field[] = (["contactName", "contactPhone"] as const).map((name) => ({
  name,
  label: texts.across.report[name],
  kind: "line",
  required: true,
  initial: ({ row, contact }) =>
    row.envelopes.find(({ incoming }) => incoming)?.answer?.[name] ?? contact[name],
}));

export const reason: Field = { name: "reason", label: words.reason, kind: "area", required: true, max: 2000 };
export const explain: Field = { ...reason, label: words.explain, required: false };
export const comment: Field = { name: "comment", label: words.comment, kind: "area", max: 2000 };
export const evidence: Field = { ...reason, label: words.evidence };
export const heldOn: Field = {
  name: "heldOn",
  label: words.heldOn,
  kind: "day",
  required: true,
  initial: today,
};
/** Every result class reads "A 已解决", as in the letter's mark. */
export function classChoices(procedure: Procedure): Choice[] {
  return procedure.resultClasses.map(({ code, label }) => ({ value: code, label: `${code} ${label}` }));
}

export const resultClass: Field = {
  ...fromPack("resultClass", words.resultClass, "resultClasses"),
  choices: ({ procedure }) => classChoices(procedure),
};

/** The reason that was given, as every mutation names it. */
export const because = (values: Values) => ({ reason: textOf(values, "reason") });
