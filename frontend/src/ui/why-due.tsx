/** The button beside a date in a list; its reckoning is asked for when it is opened, never with the list. */
import { useState } from "react";
import { WhyDueDocument, WhyEnvelopeDueDocument } from "@/gql/graphql";
import { day } from "@/lib/dates";
import { useFresh } from "@/lib/fresh";
import { anyChange, changeOf } from "@/lib/live";
import { texts } from "@/lib/texts";
import { Reason } from "@/ui/due-days";
import { found, type Found, type Shown, standing } from "@/ui/standing";
import { Unanswered } from "@/ui/states";
import { Why } from "@/ui/why";

const words = texts.dueDays;

interface Props {
  caseId: string;
  /** what the date is, e.g. the number of its case */
  of: string;
  shown: Shown;
  tabbed?: boolean;
}

export function WhyDue({ caseId, of, shown, tabbed }: Props) {
  return (
    <Why of={of} tabbed={tabbed}>
      <DueOfCase caseId={caseId} shown={shown} />
    </Why>
  );
}

/** The same within a panel that opens by itself: below its line instead of above everything. */
export function WhyHere({ caseId, shown }: { caseId: string; shown: Shown }) {
  const [open, setOpen] = useState(false);
  return (
    <details className="why screen-only" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{words.title}</summary>
      {open ? <DueOfCase caseId={caseId} shown={shown} /> : null}
    </details>
  );
}

/** Asks when it is drawn. */
function DueOfCase({ caseId, shown }: { caseId: string; shown: Shown }) {
  const answer = useFresh(
    WhyDueDocument,
    { id: caseId },
    { policy: "cache-and-network", moves: changeOf(caseId) },
  );
  if (!answer.data) return <Unanswered to={answer} />;
  return <FoundDays days={answer.data.case ? found(answer.data.case, shown) : []} />;
}

export function FoundDays({ days }: { days: Found[] }) {
  if (days.length === 0) return <p>{words.none}</p>;
  return (
    <>
      {days.map((one) => (
        <FoundDay key={`${one.unit}:${one.now.what}:${one.now.subject}`} of={one} />
      ))}
      {days.length > 1 ? <p className="muted">{words.earliest}</p> : null}
    </>
  );
}

function FoundDay({ of }: { of: Found }) {
  return (
    <section className="why-day">
      <h3>
        {of.unit ? words.part(of.unit, of.role) : words.ofCase}　
        {words.until(of.now.whatLabel, day(of.now.day))}
      </h3>
      <Reason of={of} />
    </section>
  );
}

/** The sender's days, as the envelope carries them. */
export function WhyEnvelope({ id, of, tabbed }: { id: string; of: string; tabbed?: boolean }) {
  return (
    <Why of={of} tabbed={tabbed}>
      <DueOfEnvelope id={id} />
    </Why>
  );
}

function DueOfEnvelope({ id }: { id: string }) {
  const answer = useFresh(WhyEnvelopeDueDocument, { id }, { policy: "cache-and-network", moves: anyChange });
  if (!answer.data) return <Unanswered to={answer} />;
  const { envelope } = answer.data;
  const days = standing(envelope?.dueDays ?? []).filter(({ now }) => now.what === "ANSWER");
  return (
    <>
      {days.length === 0 ? <p>{words.noneAcross}</p> : null}
      {days.map((one) => (
        <FoundDay key={one.now.what} of={{ ...one, unit: envelope?.sender ?? "", role: words.senderMark }} />
      ))}
    </>
  );
}
