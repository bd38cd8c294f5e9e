/** Drafting a reply: the original on one side, the letter and its points on the other. */
import { Link, useParams } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { ProcedureOfDocument } from "@/gql/graphql";
import { day } from "@/lib/dates";
import { type Draft, draftName, readDraft } from "@/lib/drafts";
import { useFresh } from "@/lib/fresh";
import { RoleWords, useRoleWords } from "@/lib/role-words";
import { texts } from "@/lib/texts";
import { useViewer } from "@/lib/viewer";
import { PageHead, Section } from "@/ui/page";
import { Panels } from "@/ui/panels";
import { Nothing, Unanswered, Waiting } from "@/ui/states";
import { type Feedback, type FullCase, numberOf, ownLetter, replyOf, saidOf } from "../model";
import { Original } from "../page/basics";
import { MissingCase } from "../page/missing-case";
import { SentBack, Verdicts } from "../page/reply-tables";
import { UpperOpinions } from "../page/upper-opinions";
import { CoOpinions, Meetings } from "../page/unit-work";
import { useCase } from "../use-case";
import { DraftForm, type KeptDraft } from "./draft-form";

const words = texts.case.draft;

export function DraftPage() {
  const { caseId, assignmentId } = useParams({ from: "/inside/cases/$caseId/draft/$assignmentId" });
  const { row, missing, ...answer } = useCase(caseId);
  if (missing) return <MissingCase />;
  if (!row) return <Unanswered to={answer} />;
  return (
    <RoleWords roles={row.procedure.unitRoles}>
      <p className="case-trail">
        <Link to="/cases/$caseId" params={{ caseId }}>
          {words.back}
        </Link>
      </p>
      <PageHead title={`${numberOf(row)} ${words.title}`} note={row.title} />
      <div className="two-sides">
        <div className="side-fixed">
          <Panels of={row}>
            <Original row={row} />
            <Beside row={row} assignmentId={assignmentId} />
          </Panels>
        </div>
        <Drafting row={row} assignmentId={assignmentId} reload={answer.again} />
      </div>
    </RoleWords>
  );
}

/** What the drafter needs beside the original: what the proposer said before, opinions of co-handlers, meetings, objections. */
function Beside({ row, assignmentId }: { row: FullCase; assignmentId: string }) {
  const inWords = useRoleWords();
  const reply = replyOf(row, assignmentId);
  const own = row.assignments.find(({ id }) => id === assignmentId);
  const co = row.assignments.filter(({ coOpinions }) => coOpinions.length > 0);
  return (
    <>
      {ownLetter(row) ? <p className="restored">{words.ownLetter}</p> : null}
      {reply ? <SentBack row={row} reply={reply} /> : null}
      {reply ? <Verdicts verdicts={reply.officeChecklist} /> : null}
      {own ? <Said rounds={saidOf(row, own.unit.id)} axes={row.procedure.satisfactionAxes} /> : null}
      {co.length > 0 ? (
        <Section title={inWords(words.co)} id="draft-co">
          {co.map((assignment) => (
            <div key={assignment.id}>
              <h3>{assignment.unit.name}</h3>
              <CoOpinions assignment={assignment} />
            </div>
          ))}
        </Section>
      ) : null}
      <UpperOpinions row={row} />
      {own ? <Meetings meetings={own.meetings} /> : null}
    </>
  );
}

interface SaidProps {
  rounds: Feedback[];
  axes: { label: string }[];
}

/** A reply that is written anew answers this. */
function Said({ rounds, axes }: SaidProps) {
  if (rounds.length === 0) return null;
  return (
    <Section title={texts.case.feedback} id="draft-feedback">
      {rounds.map((round) => (
        <div key={round.id} className="entry-block">
          <div>
            {texts.case.round(round.round)}　{day(round.returnedOn)}
            {[round.attitudeLabel, round.resultLabel].map((said, place) => (
              <strong key={axes[place]?.label}>{`　${axes[place]?.label ?? ""}：${said ?? "—"}`}</strong>
            ))}
          </div>
          <div className="pre">{texts.case.feedbackRow.opinion(round.opinion)}</div>
        </div>
      ))}
    </Section>
  );
}

interface DraftingProps {
  row: FullCase;
  assignmentId: string;
  reload: () => void;
}

function Drafting({ row, assignmentId, reload }: DraftingProps) {
  const viewer = useViewer();
  const place = draftName(viewer.id, `draft:${assignmentId}`);
  const [kept, setKept] = useState<Draft<KeptDraft> | null | undefined>(undefined);
  const procedure = useFresh(ProcedureOfDocument, { id: row.id });
  useEffect(() => {
    let wanted = true;
    void readDraft<KeptDraft>(place).then((draft) => {
      if (wanted) setKept(draft ?? null);
    });
    return () => {
      wanted = false;
    };
  }, [place]);

  const mayDraft = row.allowedSteps.find(
    ({ step, subjectId }) => step === "DRAFT_REPLY" && subjectId === assignmentId,
  );
  if (!procedure.data) return <Unanswered to={procedure} />;
  if (!procedure.data.case) return <MissingCase />;
  if (kept === undefined) return <Waiting />;
  if (!mayDraft && !kept) return <Nothing>{words.notNow}</Nothing>;
  return (
    <div>
      {mayDraft && !mayDraft.blocked ? null : <p className="conflict">{mayDraft?.blocked ?? words.notNow}</p>}
      <DraftForm
        key={place}
        row={row}
        assignmentId={assignmentId}
        procedure={procedure.data.case.procedure}
        kept={kept}
        place={place}
        reload={reload}
      />
    </div>
  );
}
