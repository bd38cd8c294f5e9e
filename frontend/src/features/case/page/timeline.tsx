/** How the case came to where it is, in words: steps, and the reminders between them. */
import { moment } from "@/lib/dates";
import { texts } from "@/lib/texts";
import { LightMark } from "@/ui/chips";
import { Section } from "@/ui/page";
import type { CaseEvent, Reminder } from "../model";

const words = texts.case;

export function Timeline({ entries }: { entries: (CaseEvent | Reminder)[] }) {
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
