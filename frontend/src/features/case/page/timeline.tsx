/** How the case came to where it is, in words: steps, and the reminders between them. */
import { Button } from "antd";
import type { ReactNode } from "react";
import { moment } from "@/lib/dates";
import { texts } from "@/lib/texts";
import { LightMark } from "@/ui/chips";
import { Section } from "@/ui/page";
import { Failed } from "@/ui/states";
import { history, type Steps } from "../history";
import type { CaseEvent, FullCase, Reminder } from "../model";
import { useHistoryUntil } from "../use-history";

const words = texts.case;

/** Newest first; older pages by the button, or by themselves when the address names one of their steps. */
export function CaseHistory({ row }: { row: FullCase }) {
  const { steps, more, loading, error } = useHistoryUntil(row, lacksTheNamedStep);
  return (
    <Timeline entries={history(steps, row.reminders)}>
      {error ? <Failed error={error} retry={more} /> : null}
      {steps.hasMore ? (
        <p>
          <Button size="small" className="screen-only" loading={loading} onClick={more}>
            {words.older}
          </Button>
          <span className="print-only">{words.olderNotShown}</span>
        </p>
      ) : null}
    </Timeline>
  );
}

function lacksTheNamedStep({ rows }: Steps): boolean {
  const named = window.location.hash.match(/^#event-(.+)$/)?.[1];
  return named !== undefined && !rows.some(({ id }) => id === named);
}

interface Props {
  entries: (CaseEvent | Reminder)[];
  /** below the entries */
  children?: ReactNode;
}

export function Timeline({ entries, children }: Props) {
  return (
    <Section title={words.timeline} id="timeline">
      <ol className="timeline">
        {entries.map((one) =>
          "text" in one ? (
            <Reminded key={`reminder-${one.id}`} reminder={one} />
          ) : (
            <Happened key={one.id} event={one} />
          ),
        )}
      </ol>
      {children}
    </Section>
  );
}

function Reminded({ reminder }: { reminder: Reminder }) {
  return (
    <li className="timeline-reminder">
      <div>
        <time dateTime={reminder.at}>{moment(reminder.at)}</time> {words.event.system}
      </div>
      <div>
        <strong>{texts.reminders.title}</strong> {reminder.unit.name} <LightMark light={reminder.light} />
      </div>
      <div>{reminder.text}</div>
      {reminder.note ? <div className="muted">{reminder.note}</div> : null}
    </li>
  );
}

function Happened({ event }: { event: CaseEvent }) {
  return (
    <li id={`event-${event.id}`}>
      <div>
        <time dateTime={event.at}>{moment(event.at)}</time> {event.actor ?? words.event.system}
      </div>
      <div>
        <strong>{event.label}</strong> {event.subjectLabel}
        {event.toLabel && event.toLabel !== event.fromLabel ? (
          <span className="muted">（{words.event.move(event.fromLabel, event.toLabel)}）</span>
        ) : null}
      </div>
      {event.facts
        .filter(({ value }) => value !== event.subjectLabel)
        .map((fact) => (
          <div key={`${fact.label}:${fact.value}`} className="muted">
            {fact.label}：{fact.value}
          </div>
        ))}
      {event.reason ? (
        <div>
          {words.event.reason}
          {event.reason}
        </div>
      ) : null}
    </li>
  );
}
