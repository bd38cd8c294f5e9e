/** Forms of the steps after a reply: feedback, handling again, promises, the end of the case. */
import * as api from "@/gql/graphql";
import type { Satisfaction, StepCode } from "@/gql/graphql";
import { texts } from "@/lib/texts";
import {
  confirm,
  type Field,
  type StepContext,
  type StepDefinition,
  step,
  textOf,
  type Values,
} from "./definition";
import { because, evidence, explain, fromPack, reason } from "./fields";

const words = texts.form.fields;

/** By the grades that the rule pack counts as dissatisfied. */
const dissatisfied = (values: Values, { procedure }: StepContext) =>
  procedure.satisfaction.some(
    (grade) => grade.dissatisfied && [values.attitude, values.result].includes(grade.code),
  );

/** A judgement on one axis, called as the rule pack calls it. */
const judged = (axis: "attitude" | "result"): Field => ({
  ...fromPack(axis, words[axis], "satisfaction", "radio"),
  labelOf: ({ procedure }) => procedure.satisfactionAxes.find(({ code }) => code === axis)?.label,
});

export const afterwards: Partial<Record<StepCode, StepDefinition>> = {
  enter_feedback: step(
    api.EnterFeedbackDocument,
    [
      judged("attitude"),
      judged("result"),
      {
        name: "opinion",
        label: words.feedbackOpinion,
        kind: "area",
        hint: words.feedbackOpinionHint,
        requiredWhen: dissatisfied,
      },
      fromPack("channel", words.channel, "channels"),
    ],
    (values) => ({
      attitude: textOf(values, "attitude") as Satisfaction,
      result: textOf(values, "result") as Satisfaction,
      opinion: textOf(values, "opinion") || null,
      channel: textOf(values, "channel"),
    }),
  ),
  urge_feedback: confirm(api.UrgeFeedbackDocument),
  close_feedback: step(api.CloseFeedbackDocument, [reason], because),
  order_rehandling: step(api.OrderRehandlingDocument, [reason], because),
  claim_fulfilled: step(api.ClaimFulfilledDocument, [evidence], because),
  delay_commitment: step(
    api.DelayCommitmentDocument,
    [{ name: "promisedOn", label: words.newDay, kind: "day", required: true }, reason],
    (values) => ({ promisedOn: textOf(values, "promisedOn"), ...because(values) }),
  ),
  declare_infeasible: step(api.DeclareInfeasibleDocument, [reason], because),
  verify_commitment: confirm(api.VerifyCommitmentDocument),
  refuse_claim: step(api.RefuseClaimDocument, [reason], because),
  close: step(api.CloseCaseDocument, [explain], (values) => ({ reason: textOf(values, "reason") || null })),
  reopen: step(api.ReopenCaseDocument, [reason], because),
  archive: confirm(api.ArchiveCaseDocument),
};
