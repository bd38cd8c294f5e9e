/** Forms of the steps between governments: taking an answer, and giving one. */
import { texts } from "@/lib/texts";
import { PointsEditor } from "../draft/points-editor";
import { answerOf, standingPromises, wantsOpinion } from "../model";
import { AnswerText } from "../page/answer-text";
import { CoOpinions } from "../page/unit-work";
import { ChecklistBody } from "./checklist-body";
import type { StepContext } from "./definition";

const words = texts.across.answer;

export function isOpinion({ row, step }: StepContext): boolean {
  return row.assignments.find(({ id }) => id === step.subjectId)?.role === "CO";
}

export function AnswerBody({ context }: { context: StepContext }) {
  const answer = answerOf(context.row, context.step.subjectId);
  return answer ? (
    <AnswerText answer={answer} opinion={isOpinion(context)} />
  ) : (
    <p className="muted">{words.none}</p>
  );
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

/** What the units said, to be made one opinion of. */
export function OpinionBody({ context: { row } }: { context: StepContext }) {
  const given = row.assignments.filter(({ coOpinions }) => coOpinions.length > 0);
  return (
    <>
      <p className="muted">{texts.across.opinion.hint}</p>
      {given.map((assignment) => (
        <section key={assignment.id} className="unit-part">
          <h3>{assignment.unit.name}</h3>
          <CoOpinions assignment={assignment} />
        </section>
      ))}
    </>
  );
}

/** The points of the answer; the reply to a request from below has none. */
export function ReportBody({ context }: { context: StepContext }) {
  const { row, procedure } = context;
  return wantsOpinion(row) ? null : <PointsEditor procedure={procedure} earlier={standingPromises(row)} />;
}
