/** Forms of extension: asked for by the unit, decided by whom the rule pack names. */
import * as api from "@/gql/graphql";
import type { MeetingForm, StepCode } from "@/gql/graphql";
import { today } from "@/lib/dates";
import { texts } from "@/lib/texts";
import { type StepContext, type StepDefinition, step, textOf } from "./definition";
import { because, explain, fromPack, reason } from "./fields";

const words = texts.form.fields;

/** The last day the unit may ask for, and how it is counted. */
function latestOf({ row, step: { subjectId } }: StepContext): string | undefined {
  const latest = row.assignments.find(({ id }) => id === subjectId)?.extensionLatest;
  return latest ? words.untilLatest(latest.day, latest.text) : undefined;
}

export const extension: Partial<Record<StepCode, StepDefinition>> = {
  REQUEST_EXTENSION: step(
    api.RequestExtensionDocument,
    [
      {
        name: "until",
        label: words.until,
        kind: "day",
        required: true,
        hint: words.untilHint,
        hintOf: latestOf,
      },
      reason,
      { name: "statement", label: words.report, kind: "area", hint: words.reportHint },
    ],
    (values) => ({
      until: textOf(values, "until"),
      statement: textOf(values, "statement") || null,
      ...because(values),
    }),
  ),
  EXTEND_BY_NOTICE: step(
    api.ExtendByNoticeDocument,
    [
      {
        name: "until",
        label: words.until,
        kind: "day",
        required: true,
        hint: words.untilHint,
        hintOf: latestOf,
      },
      reason,
      { name: "toldOn", label: words.toldOn, kind: "day", required: true, initial: today },
      fromPack("toldWay", words.toldWay, "meetingForms", "radio"),
    ],
    (values) => ({
      until: textOf(values, "until"),
      toldOn: textOf(values, "toldOn"),
      toldWay: textOf(values, "toldWay") as MeetingForm,
      ...because(values),
    }),
  ),
  GRANT_EXTENSION: step(api.GrantExtensionDocument, [explain], (values) => ({
    reason: textOf(values, "reason") || null,
  })),
  REFUSE_EXTENSION: step(api.RefuseExtensionDocument, [reason], because),
};
