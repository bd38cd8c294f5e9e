/** Every step's form and mutation. `register` and `draft_reply` have pages of their own. */
import * as api from "@/gql/graphql";
import type { MeetingForm, MeetingStage, StepCode } from "@/gql/graphql";
import { texts } from "@/lib/texts";
import { wantsOpinion } from "../model";
import { ChecklistBody, verdictsOf } from "./checklist-body";
import { confirm, type StepDefinition, step, textOf } from "./definition";
import { across } from "./definitions-across";
import { afterwards } from "./definitions-afterwards";
import { extension } from "./definitions-extension";
import { protection } from "./definitions-protection";
import { urging } from "./definitions-urging";
import { DispatchBody } from "./dispatch-body";
import { dispatchInitial, dispatchInput } from "./dispatch-input";
import { because, comment, explain, fromPack, heldOn, reason, resultClass } from "./fields";
import { MergeBody } from "./merge-body";
import { OfficerBody } from "./officer-body";
import { RedispatchBody } from "./redispatch-body";

const words = texts.form.fields;
const stages = Object.entries(words.stages).map(([value, label]) => ({ value, label }));

const review: Partial<Record<StepCode, StepDefinition>> = {
  START_REVIEW: confirm(api.StartReviewDocument),
  FILE: confirm(api.FileCaseDocument),
  DECLINE: step(
    api.DeclineCaseDocument,
    [
      fromPack("ground", words.ground, "notFileGrounds"),
      fromPack("disposal", words.disposal, "disposals"),
      reason,
    ],
    (values) => ({
      ground: textOf(values, "ground"),
      disposal: textOf(values, "disposal"),
      ...because(values),
    }),
  ),
  MERGE: step(api.MergeCaseDocument, [], (values) => ({ intoId: textOf(values, "intoId") }), {
    Body: MergeBody,
  }),
  WITHDRAW: step(api.WithdrawCaseDocument, [reason], because),
};

const dispatching: Partial<Record<StepCode, StepDefinition>> = {
  DISPATCH: step(
    api.DispatchCaseDocument,
    [],
    (values, context) => ({ input: dispatchInput(values, context) }),
    {
      Body: DispatchBody,
      initial: dispatchInitial,
      wide: true,
    },
  ),
  REDISPATCH: step(
    api.RedispatchCaseDocument,
    [],
    (values, context) => ({ input: dispatchInput(values, context) }),
    {
      Body: RedispatchBody,
      initial: dispatchInitial,
      wide: true,
    },
  ),
  ACCEPT_RETURN: step(api.AcceptReturnDocument, [explain], because),
  REJECT_RETURN: step(api.RejectReturnDocument, [reason], because),
  RECALL: step(api.RecallAssignmentDocument, [reason], because),
};

const unitWork: Partial<Record<StepCode, StepDefinition>> = {
  SIGN_FOR: confirm(api.SignForDocument),
  REQUEST_RETURN: step(
    api.RequestReturnDocument,
    [
      reason,
      { name: "basis", label: words.basis, kind: "area", required: true, hint: words.basisHint },
      { name: "proposedUnitId", label: words.proposedUnit, kind: "unit", required: true },
      { name: "statement", label: words.headStatement, kind: "area", hint: words.headStatementHint },
    ],
    (values) => ({
      ...because(values),
      basis: textOf(values, "basis"),
      proposedUnitId: textOf(values, "proposedUnitId"),
      statement: textOf(values, "statement") || null,
    }),
  ),
  ASSIGN_OFFICER: step(
    api.AssignOfficerDocument,
    [],
    (values) => ({ sectionId: textOf(values, "sectionId") || null, officerId: textOf(values, "officerId") }),
    { Body: OfficerBody },
  ),
  RECORD_MEETING: step(
    api.RecordMeetingDocument,
    [
      { name: "stage", label: words.stage, kind: "radio", required: true, choices: () => stages },
      fromPack("form", words.form, "meetingForms", "radio"),
      heldOn,
      { name: "place", label: words.place, kind: "line" },
      { name: "unitPeople", label: words.unitPeople, kind: "line", required: true },
      { name: "proposerPeople", label: words.proposerPeople, kind: "line", required: true },
      { name: "summary", label: words.summary, kind: "area", required: true },
    ],
    (values) => ({
      input: {
        stage: textOf(values, "stage") as MeetingStage,
        form: textOf(values, "form") as MeetingForm,
        heldOn: textOf(values, "heldOn"),
        place: textOf(values, "place"),
        unitPeople: textOf(values, "unitPeople"),
        proposerPeople: textOf(values, "proposerPeople"),
        summary: textOf(values, "summary"),
      },
    }),
  ),
  SUBMIT_CO_OPINION: step(
    api.SubmitCoOpinionDocument,
    [
      { name: "text", label: words.opinion, kind: "area", required: true, max: 20_000 },
      {
        ...{ name: "contact", label: words.contact, kind: "line", required: true },
        initial: ({ contact }) => contact.contact,
      },
      { ...resultClass, required: false, shown: ({ row }) => !wantsOpinion(row) },
    ],
    (values) => ({
      text: textOf(values, "text"),
      contact: textOf(values, "contact"),
      resultClass: textOf(values, "resultClass") || null,
    }),
    { wide: true },
  ),
  ACCEPT_CO_OPINION: confirm(api.AcceptCoOpinionDocument),
  BOUNCE_CO_OPINION: step(api.BounceCoOpinionDocument, [reason], because),
  WAIVE_CO_OPINION: step(api.WaiveCoOpinionDocument, [reason], because),
  AGREE_JOINTLY: confirm(api.AgreeJointlyDocument),
};

const noted = (values: Record<string, unknown>) => ({ comment: textOf(values, "comment") || null });

const reply: Partial<Record<StepCode, StepDefinition>> = {
  SUBMIT_REPLY: confirm(api.SubmitReplyDocument),
  PASS_SECTION_REVIEW: step(api.PassSectionReviewDocument, [comment], noted),
  PASS_LEADER_REVIEW: step(api.PassLeaderReviewDocument, [comment], noted),
  RETURN_IN_UNIT: step(api.ReturnInUnitDocument, [reason], because),
  PASS_OFFICE_REVIEW: step(
    api.PassOfficeReviewDocument,
    [{ ...resultClass, label: texts.form.review.resultClass, required: false }],
    (values, context) => ({
      checklist: verdictsOf(values, context),
      resultClass: textOf(values, "resultClass") || null,
    }),
    { Body: ChecklistBody, wide: true },
  ),
  RETURN_FROM_OFFICE: step(
    api.ReturnFromOfficeDocument,
    [reason],
    (values, context) => ({ ...because(values), checklist: verdictsOf(values, context) }),
    { Body: ChecklistBody, wide: true },
  ),
  SIGN_REPLY: confirm(api.SignReplyDocument),
  ISSUE_REPLY: confirm(api.IssueReplyDocument),
  DELIVER_REPLY: confirm(api.DeliverReplyDocument),
};

export const DEFINITIONS: Partial<Record<StepCode, StepDefinition>> = {
  ...review,
  ...dispatching,
  ...unitWork,
  ...reply,
  ...afterwards,
  ...across,
  ...extension,
  ...urging,
  ...protection,
};
