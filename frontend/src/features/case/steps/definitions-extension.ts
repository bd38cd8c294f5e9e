/** Forms of extension: asked for by the unit, decided by whom the rule pack names. */
import * as api from "@/gql/graphql";
import type { StepCode } from "@/gql/graphql";
import { texts } from "@/lib/texts";
import { type StepDefinition, step, textOf } from "./definition";
import { because, explain, reason } from "./fields";

const words = texts.form.fields;

export const extension: Partial<Record<StepCode, StepDefinition>> = {
  request_extension: step(
    api.RequestExtensionDocument,
    [
      { name: "until", label: words.until, kind: "day", required: true, hint: words.untilHint },
      reason,
      { name: "statement", label: words.report, kind: "area", hint: words.reportHint },
    ],
    (values) => ({
      until: textOf(values, "until"),
      statement: textOf(values, "statement") || null,
      ...because(values),
    }),
  ),
  grant_extension: step(api.GrantExtensionDocument, [explain], (values) => ({
    reason: textOf(values, "reason") || null,
  })),
  refuse_extension: step(api.RefuseExtensionDocument, [reason], because),
};
