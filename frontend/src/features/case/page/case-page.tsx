/** The case page: the original always in sight, the work beside it, what may be done now, how it came here. */
import { Link, useParams } from "@tanstack/react-router";
import { RoleWords } from "@/lib/role-words";
import { texts } from "@/lib/texts";
import { AwaitedDay, DueChip, isAwaited, StateChip } from "@/ui/chips";
import { PageHead } from "@/ui/page";
import { Panel, Panels } from "@/ui/panels";
import { Unanswered } from "@/ui/states";
import { type FullCase, isToBeJudged, numberOf } from "../model";
import { useCase } from "../use-case";
import { Across } from "./across";
import { CaseFacts, Original, Proposers } from "./basics";
import { Commitments, FeedbackRounds } from "./after-reply";
import { Neighbours, Papers } from "./links";
import { MissingCase } from "./missing-case";
import { Outstanding } from "./outstanding";
import { Replies } from "./replies";
import { StepPanel } from "./step-panel";
import { CaseHistory } from "./timeline";
import { Units } from "./units";
import { UpperOpinions } from "./upper-opinions";
import { WhyAnswer } from "./why-answer";

const words = texts.case;

export function CasePage() {
  const { caseId } = useParams({ from: "/inside/cases/$caseId" });
  const { row, missing, ...answer } = useCase(caseId);
  if (missing) return <MissingCase />;
  if (!row) return <Unanswered to={answer} />;
  return <WholeCase key={row.id} row={row} />;
}

function WholeCase({ row }: { row: FullCase }) {
  const judging = isToBeJudged(row);
  return (
    <RoleWords roles={row.procedure.unitRoles}>
      <article className="case">
        <div className="case-trail screen-only">
          <Link to="/cases">{words.back}</Link>
          <Neighbours id={row.id} />
        </div>
        <PageHead
          title={`${numberOf(row)} ${row.title}`}
          note={
            <>
              <StateChip state={row.state} label={row.stateLabel} />{" "}
              {isAwaited(row) ? (
                <AwaitedDay {...row} />
              ) : (
                <DueChip light={row.light} daysLeft={row.daysLeft} dueOn={row.dueOn} />
              )}{" "}
              <WhyAnswer row={row} day={row.dueOn} />
            </>
          }
          tools={<Papers row={row} />}
        />
        <div className="case-columns">
          <div className="case-original">
            <Panel of={row}>
              <Original row={row} />
            </Panel>
          </div>
          <div className="case-work">
            <Panels of={row}>
              {judging ? <Replies row={row} /> : null}
              <CaseFacts row={row} />
              <Proposers row={row} />
              <Across row={row} />
              <Units row={row} />
              <UpperOpinions row={row} />
              {judging ? null : <Replies row={row} />}
              <FeedbackRounds row={row} />
              <Commitments row={row} />
            </Panels>
          </div>
          <div className="case-side">
            <Panels of={row}>
              <StepPanel row={row} />
              <Outstanding row={row} />
              <CaseHistory row={row} />
            </Panels>
          </div>
        </div>
      </article>
    </RoleWords>
  );
}
