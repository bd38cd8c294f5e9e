/** Each unit's part in the case: its clock and why, who handles it, its opinions, requests and meetings. */
import { day, moment } from "@/lib/dates";
import { useRoleWords } from "@/lib/role-words";
import { texts } from "@/lib/texts";
import { DueChip, StateChip } from "@/ui/chips";
import { DueDays } from "@/ui/due-days";
import { Section } from "@/ui/page";
import { Nothing } from "@/ui/states";
import { type Assignment, type FullCase, isGone } from "../model";
import { PaperLink } from "./links";
import { CoOpinions, ExtensionRequests, Meetings, ReturnRequests, UrgeNotices } from "./unit-work";

const { labels, ...words } = texts.case;

/** `explained` opens how each due day came about, as on paper, where nothing can be opened. */
export function Units({ row, explained = false }: { row: FullCase; explained?: boolean }) {
  return (
    <Section title={words.units} id="units">
      {row.assignments.length === 0 ? <Nothing>{withoutUnits(row)}</Nothing> : null}
      {row.assignments.map((assignment) => (
        <UnitPart key={assignment.id} caseId={row.id} assignment={assignment} explained={explained} />
      ))}
    </Section>
  );
}

/** A request from below may be answered by the office itself; an own case without units came with an old list. */
export function withoutUnits({
  mergedInto,
  repliedOn,
  origin,
}: Pick<FullCase, "mergedInto" | "repliedOn" | "origin">): string {
  if (mergedInto) return words.mergedUnits;
  if (repliedOn && origin !== "OWN") return texts.across.officeAlone;
  return repliedOn ? words.pastUnits : words.noUnits;
}

/** Dates and people of the part, a few words each; a line breaks between them, not within a date. */
function unitLine(assignment: Assignment): string[] {
  const { dispatchedOn, dueOn, signDueOn, returnUntil, signedForAt, signedForBy, section, officer, state } =
    assignment;
  const signed = signedForAt
    ? `${labels.signed} ${words.signedBy(signedForBy ?? "", moment(signedForAt))}`
    : words.unsigned(day(signDueOn));
  return [
    `${labels.dispatchedOn} ${day(dispatchedOn)}`,
    `${labels.due} ${day(dueOn)}`,
    signed,
    officer ? `${labels.officer} ${[section?.name, officer.name].filter(Boolean).join(" ")}` : "",
    state === "PENDING_SIGN" ? words.returnUntil(day(returnUntil)) : "",
  ].filter(Boolean);
}

interface PartProps {
  caseId: string;
  assignment: Assignment;
  explained: boolean;
}

function UnitPart({ caseId, assignment, explained }: PartProps) {
  const inWords = useRoleWords();
  const { unit, roleLabel, state, stateLabel, round } = assignment;
  return (
    <section className="unit-part" aria-labelledby={`unit-${assignment.id}`}>
      <div className="unit-head">
        <h3 id={`unit-${assignment.id}`}>
          {unit.name}（{roleLabel}
          {round > 1 ? `，${words.round(round)}` : ""}）
        </h3>
        <StateChip state={state} label={stateLabel} />
        <DueChip light={assignment.light} daysLeft={assignment.daysLeft} dueOn={assignment.dueOn} />
        <PaperLink caseId={caseId} paper="slip" of={assignment.id}>
          {words.slip(unit.shortName)}
        </PaperLink>
        {assignment.coOpinions.length > 0 ? (
          <PaperLink caseId={caseId} paper="co-opinion" of={assignment.id}>
            {inWords(words.opinionLetter)}
          </PaperLink>
        ) : null}
      </div>
      <p className="unit-line">
        {unitLine(assignment).map((fact) => (
          <span key={fact} className="unit-fact">
            {fact}
          </span>
        ))}
      </p>
      {assignment.part ? <p className="unit-line">{`${labels.part}：${assignment.part}`}</p> : null}
      <DueDays days={assignment.dueDays} open={explained} />
      <ReturnRequests requests={assignment.returnRequests} />
      <ExtensionRequests requests={assignment.extensionRequests} />
      <UrgeNotices notices={assignment.urgeNotices} ended={isGone(assignment)} />
      <CoOpinions assignment={assignment} />
      <Meetings meetings={assignment.meetings} />
    </section>
  );
}
