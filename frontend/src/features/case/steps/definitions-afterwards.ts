/** Forms of the steps after a reply: feedback, handling again, promises, the end of the case. */
import * as api from "@/gql/graphql";
import type { Satisfaction, StepCode } from "@/gql/graphql";
import { texts } from "@/lib/texts";
import { confirm, type StepDefinition, step, textOf } from "./definition";
import { because, evidence, explain, fromPack, reason } from "./fields";

const words = texts.form.fields;

const dissatisfied = (values: Record<string, unknown>) =>
  values.attitude === "DISSATISFIED" || values.result === "DISSATISFIED";

export const afterwards: Partial<Record<StepCode, StepDefinition>> = {
  enter_feedback: step(
    api.EnterFeedbackDocument,
    [
      fromPack("attitude", words.attitude, "satisfaction", "radio"),
      fromPack("result", words.result, "satisfaction", "radio"),
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
