/** A paper of the case as it will be printed: 办理单, 交办单, 答复函, 会办意见函 or 征询意见表. */
import { Link, useParams, useSearch } from "@tanstack/react-router";
import { Button } from "antd";
import { RoleWords } from "@/lib/role-words";
import { texts } from "@/lib/texts";
import { PageHead } from "@/ui/page";
import { Failed, Nothing, Unanswered, Waiting } from "@/ui/states";
import { type FullCase, numberOf } from "../model";
import { MissingCase } from "../page/missing-case";
import { useCase } from "../use-case";
import { useHistoryUntil } from "../use-history";
import { CaseSheet } from "./case-sheet";
import { DispatchSlip } from "./dispatch-slip";
import { OpinionForm } from "./opinion-form";
import { AcrossOpinionLetter, UnitOpinionLetter } from "./opinion-letter";
import { ReplyLetter } from "./reply-letter";

const words = texts.paper;

export function PaperPage() {
  const { caseId, paper } = useParams({ from: "/inside/cases/$caseId/print/$paper" });
  const { of } = useSearch({ from: "/inside/cases/$caseId/print/$paper" });
  const { row, missing, ...answer } = useCase(caseId);
  if (missing) return <MissingCase />;
  if (!row) return <Unanswered to={answer} />;
  return (
    <>
      <div className="screen-only">
        <PageHead
          title={`${words.print}　${numberOf(row)}`}
          note={<span className="muted">{words.hint}</span>}
          tools={
            <>
              <Link to="/cases/$caseId" params={{ caseId }}>
                {words.back}
              </Link>
              <Button type="primary" onClick={() => window.print()}>
                {words.print}
              </Button>
            </>
          }
        />
      </div>
      <RoleWords roles={row.procedure.unitRoles}>
        {paperOf(row, paper, of) ?? <Nothing>{words.missing}</Nothing>}
      </RoleWords>
    </>
  );
}

function paperOf(row: FullCase, paper: string, of: string | undefined) {
  const assignment = row.assignments.find(({ id }) => id === of);
  const answer = row.envelopes.find(({ id }) => id === of)?.answer;
  const reply = row.replies.find(({ id }) => id === of);
  if (paper === "sheet") return <WholeSheet key={row.id} row={row} />;
  if (paper === "slip" && assignment) return <DispatchSlip row={row} assignment={assignment} />;
  if (paper === "co-opinion" && assignment) return <UnitOpinionLetter row={row} assignment={assignment} />;
  if (paper === "reported" && answer) return <AcrossOpinionLetter answer={answer} />;
  if (paper === "letter" && reply) return <ReplyLetter reply={reply} />;
  if (paper === "opinion" && reply) return <OpinionForm row={row} reply={reply} />;
  return null;
}

/** 办理单 once all steps are there. */
function WholeSheet({ row }: { row: FullCase }) {
  const { steps, error, more } = useHistoryUntil(row, () => true);
  if (error) return <Failed error={error} retry={more} />;
  return steps.hasMore ? <Waiting /> : <CaseSheet row={row} steps={steps} />;
}
