/** How the case came to where it is, in words. */
import { moment } from "@/lib/dates";
import { texts } from "@/lib/texts";
import { Section } from "@/ui/page";
import type { CaseEvent } from "../model";

const words = texts.case;

export function Timeline({ events }: { events: CaseEvent[] }) {
  return (
    <Section title={words.timeline} id="timeline">
      <ol className="timeline">
        {events.map((event) => (
          <li key={event.id}>
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
        ))}
      </ol>
    </Section>
  );
}
