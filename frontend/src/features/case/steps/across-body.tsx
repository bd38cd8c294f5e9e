/** Forms of the steps between governments: taking an answer, and giving one. */
import { texts } from "@/lib/texts";
import { PointsEditor } from "../draft/points-editor";
import { answerOf } from "../model";
import { AnswerText } from "../page/answer-text";
import { ChecklistBody } from "./checklist-body";
import type { StepContext } from "./definition";

const words = texts.across.answer;

export function isOpinion({ row, step }: StepContext): boolean {
  return row.assignments.find(({ id }) => id === step.subjectId)?.role === "CO";
}

export function AnswerBody({ context }: { context: StepContext }) {
  const answer = answerOf(context.row, context.step.subjectId);
  return answer ? <AnswerText answer={answer} /> : <p className="muted">{words.none}</p>;
}

/** What came, then the office's checklist; an opinion is taken without one. */
export function AcceptBody({ context }: { context: StepContext }) {
  return (
    <>
      <AnswerBody context={context} />
      {isOpinion(context) ? null : <ChecklistBody context={context} />}
    </>
  );
}

/** The points of the answer; the reply to a request from below has none. */
export function ReportBody({ context }: { context: StepContext }) {
  return context.row.origin === "LOWER" ? null : <PointsEditor procedure={context.procedure} />;
}
