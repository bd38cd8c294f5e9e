/** One envelope as both governments read it: what was sent, what each side did, what may be done on it now. */
import { Link, useParams } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { EnvelopeByIdDocument, type EnvelopeFullFragment } from "@/gql/graphql";
import { day, moment } from "@/lib/dates";
import { useFresh } from "@/lib/fresh";
import { anyChange } from "@/lib/live";
import { texts } from "@/lib/texts";
import { SendersDays } from "@/ui/due-days";
import { Facts, PageHead, Section } from "@/ui/page";
import { Panel } from "@/ui/panels";
import { Nothing, Unanswered } from "@/ui/states";
import { EnvelopeChip, LateChip, UrgedChip } from "./envelope-chip";
import { EnvelopeSteps } from "./envelope-steps";

const { labels, ...words } = texts.across;

export function EnvelopePage() {
  const { envelopeId } = useParams({ from: "/inside/envelopes/$envelopeId" });
  const answer = useFresh(
    EnvelopeByIdDocument,
    { id: envelopeId },
    { policy: "cache-and-network", moves: anyChange },
  );
  if (!answer.data) return <Unanswered to={answer} />;
  const { envelope } = answer.data;
  if (!envelope) return <Nothing>{words.missing}</Nothing>;
  return <WholeEnvelope key={envelope.id} row={envelope} />;
}

function WholeEnvelope({ row }: { row: EnvelopeFullFragment }) {
  return (
    <article className="case">
      <div className="case-trail screen-only">
        <Link to="/envelopes" search={{ tray: row.incoming ? "IN" : "OUT" }}>
          {words.back}
        </Link>
      </div>
      <PageHead
        title={`${row.number} ${row.title}`}
        note={
          <>
            <EnvelopeChip row={row} /> {row.turn} <LateChip daysLate={row.daysLate} /> <UrgedChip row={row} />
          </>
        }
      />
      <div className="case-columns">
        <div className="case-original">
          <Section title={words.body} id="envelope-body">
            <div className="original-text">{row.body}</div>
          </Section>
        </div>
        <div className="case-work">
          <Section title={words.facts} id="envelope-facts">
            <Facts rows={factsOf(row)} />
            <SendersDays days={row.dueDays} sender={row.sender} open />
            {row.requirements ? (
              <p className="requirements">{`${words.requirements}：${row.requirements}`}</p>
            ) : null}
          </Section>
          <Panel of={row}>
            <Log row={row} />
          </Panel>
        </div>
        <div className="case-side">
          <Panel of={row}>
            <EnvelopeSteps row={row} />
          </Panel>
        </div>
      </div>
    </article>
  );
}

function factsOf(row: EnvelopeFullFragment): [string, ReactNode][] {
  return [
    [labels.sender, row.sender],
    [labels.receiver, row.receiver],
    [words.columns.kind, row.kindLabel],
    [words.columns.role, row.unitRoleLabel ?? row.requestLabel ?? "—"],
    ...(row.coHandlers.length > 0
      ? ([[labels.coHandlers, row.coHandlers.join("、")]] as [string, ReactNode][])
      : []),
    [labels.number, row.number],
    [labels.sentOn, day(row.sentOn)],
    [labels.signDueOn, day(row.signDueOn)],
    [labels.returnUntil, day(row.returnUntil)],
    [labels.dueOn, day(row.dueOn)],
    [labels.ownCase, <OwnCase key="own" id={row.caseId} />],
  ];
}

function OwnCase({ id }: { id: string | null }) {
  if (!id) return words.noCase;
  return (
    <Link className="case-link" to="/cases/$caseId" params={{ caseId: id }}>
      {words.openCase}
    </Link>
  );
}

function Log({ row }: { row: EnvelopeFullFragment }) {
  return (
    <Section title={words.log} id="envelope-log">
      <ol className="timeline">
        {row.events.map((event) => (
          <li key={event.version}>
            <div>
              <strong>{event.unit ? `${event.label}（${event.unit}）` : event.label}</strong>{" "}
              <span className="muted">{`${event.government} ${event.actor} ${moment(event.at)}`}</span>
            </div>
            {event.reason ? <div className="pre">{`${words.reason}：${event.reason}`}</div> : null}
            {event.replyBy ? <div>{words.replyBy(day(event.replyBy))}</div> : null}
            {event.text ? <div className="pre">{event.text}</div> : null}
          </li>
        ))}
      </ol>
    </Section>
  );
}
