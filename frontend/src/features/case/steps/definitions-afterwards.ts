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
  ENTER_FEEDBACK: step(
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
  URGE_FEEDBACK: confirm(api.UrgeFeedbackDocument),
  CLOSE_FEEDBACK: step(api.CloseFeedbackDocument, [reason], because),
  ORDER_REHANDLING: step(api.OrderRehandlingDocument, [reason], because),
  CLAIM_FULFILLED: step(api.ClaimFulfilledDocument, [evidence], because),
  DELAY_COMMITMENT: step(
    api.DelayCommitmentDocument,
    [{ name: "promisedOn", label: words.newDay, kind: "day", required: true }, reason],
    (values) => ({ promisedOn: textOf(values, "promisedOn"), ...because(values) }),
  ),
  DECLARE_INFEASIBLE: step(api.DeclareInfeasibleDocument, [reason], because),
  VERIFY_COMMITMENT: confirm(api.VerifyCommitmentDocument),
  REFUSE_CLAIM: step(api.RefuseClaimDocument, [reason], because),
  CLOSE: step(api.CloseCaseDocument, [explain], (values) => ({ reason: textOf(values, "reason") || null })),
  REOPEN: step(api.ReopenCaseDocument, [reason], because),
  ARCHIVE: confirm(api.ArchiveCaseDocument),
};
