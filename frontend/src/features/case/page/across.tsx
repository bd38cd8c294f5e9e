/** 上下级交接: where the case comes from, what crossed because of it, and the answer that waits. */
import { Link } from "@tanstack/react-router";
import type { EnvelopeState } from "@/gql/graphql";
import { day, moment } from "@/lib/dates";
import { texts } from "@/lib/texts";
import { useViewer } from "@/lib/viewer";
import { SendersDays } from "@/ui/due-days";
import { Facts, Section } from "@/ui/page";
import type { Envelope, FullCase } from "../model";
import { AnswerText } from "./answer-text";
import { PaperLink } from "./links";

const { panel: words, answer, openEnvelope } = texts.across;

/** `explained` opens how the sender's days came about, as on paper. */
export function Across({ row, explained = false }: { row: FullCase; explained?: boolean }) {
  if (row.envelopes.length === 0 && row.origin === "OWN") return null;
  const facts: [string, string | null][] = [
    [words.origin, row.origin === "OWN" ? null : row.originLabel],
    [words.upperDueOn, row.upperDueOn],
    [words.reportedOn, row.reportedOn],
  ];
  return (
    <Section title={words.title} id="across">
      <Facts rows={facts.filter(([, value]) => value).map(([label, value]) => [label, value])} />
      {row.envelopes.map((envelope) => (
        <Crossing key={envelope.id} caseId={row.id} envelope={envelope} explained={explained} />
      ))}
    </Section>
  );
}

interface CrossingProps {
  caseId: string;
  envelope: Envelope;
  explained: boolean;
}

function Crossing({ caseId, envelope, explained }: CrossingProps) {
  const office = useViewer().seats.some(({ role }) => role === "GENERAL_OFFICE");
  const { id, kindLabel, requestLabel, sender, receiver, stateLabel, dueOn } = envelope;
  const opinion = envelope.unitRole === "CO";
  const urged = urgedBy(envelope);
  const waits = envelope.state === "ANSWERED" && !envelope.incoming;
  return (
    <section className="unit-part" aria-labelledby={`crossing-${id}`}>
      <div className="unit-head">
        <h3 id={`crossing-${id}`}>
          {`${kindLabel}${requestLabel ? `（${requestLabel}）` : ""}：${sender} → ${receiver}`}
        </h3>
        <span className="chip chip-work">{stateLabel}</span>
        {office ? (
          <Link className="screen-only" to="/envelopes/$envelopeId" params={{ envelopeId: id }}>
            {openEnvelope}
          </Link>
        ) : null}
      </div>
      <p className="unit-line">{`${texts.across.labels.dueOn} ${day(dueOn)}`}</p>
      <SendersDays days={envelope.dueDays} sender={sender} open={explained} />
      {waits ? (
        <p className="conflict" role="note">
          {(opinion ? words.waitingOpinion : words.waiting)(receiver)}
        </p>
      ) : null}
      {urged ? (
        <p className="conflict screen-only" role="note">
          {words.urged(sender, day(urged))}
        </p>
      ) : null}
      <ol className="timeline" aria-label={words.log}>
        {envelope.events.map((event) => (
          <CrossingEvent key={event.version} event={event} />
        ))}
      </ol>
      {envelope.answer ? (
        <details className="why" open={waits}>
          <summary>{(opinion ? answer.opinion : answer.heading)(envelope.answer.signedBy)}</summary>
          <AnswerText answer={envelope.answer} opinion={opinion} />
          {opinion ? (
            <PaperLink caseId={caseId} paper="reported" of={id}>
              {texts.case.opinionLetter}
            </PaperLink>
          ) : null}
        </details>
      ) : null}
    </section>
  );
}

const ENDED: readonly EnvelopeState[] = ["RETURNED", "DECLINED", "RECALLED"];

/** By when the sender wants a word on its urge, while the receiver may still give it. */
export function urgedBy({
  incoming,
  state,
  urgedUntil,
}: Pick<Envelope, "incoming" | "state" | "urgedUntil">): string | null {
  return incoming && !ENDED.includes(state) ? urgedUntil : null;
}

/** What one side did; of urging and progress also who says what, and by when a word is wanted. */
export function CrossingEvent({ event }: { event: Envelope["events"][number] }) {
  const { at, government, label, unit, reason, replyBy } = event;
  const said = event.step === "SHARE_OPINION" ? null : event.text; // opinions stand in a section of their own
  return (
    <li>
      {`${moment(at)}　${government}　${label}${unit ? `（${unit}）` : ""}${said ? `　${event.actor}` : ""}`}
      {reason ? <div className="pre">{`${texts.across.reason}：${reason}`}</div> : null}
      {said ? <div className="pre">{said}</div> : null}
      {replyBy ? <div>{texts.across.replyBy(day(replyBy))}</div> : null}
    </li>
  );
}
