/** Protecting a proposer: one form sets it, and ends it where it is set. */
import * as api from "@/gql/graphql";
import type { StepCode } from "@/gql/graphql";
import { texts } from "@/lib/texts";
import { type StepContext, type StepDefinition, step } from "./definition";
import { because, reason } from "./fields";

const words = texts.form.fields;

/** What sending the form does, as the case stands. */
function effect({ row }: StepContext): string {
  return row.protectProposer ? words.protectEnds : words.protectBegins;
}

export const protection: Partial<Record<StepCode, StepDefinition>> = {
  PROTECT_PROPOSER: step(api.ProtectProposerDocument, [{ ...reason, hintOf: effect }], (values, { row }) => ({
    protect: !row.protectProposer,
    ...because(values),
  })),
};
