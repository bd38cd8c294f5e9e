/** The newest reminders: which case, what is to be done, and the mark that somebody here has seen it. */
import { Link } from "@tanstack/react-router";
import { useClient } from "urql";
import { MarkReminderSeenDocument, type ReminderFactsFragment } from "@/gql/graphql";
import { moment } from "@/lib/dates";
import { sentenceOf } from "@/lib/failures";
import { useKey } from "@/lib/idempotency";
import { texts } from "@/lib/texts";
import { useViewer } from "@/lib/viewer";
import { announce } from "@/ui/announce";
import { LightMark } from "@/ui/chips";
import { WhyHere } from "@/ui/why-due";

const words = texts.reminders;

interface Props {
  reminders: ReminderFactsFragment[];
  leave: () => void;
  marked: () => void;
}

export function ReminderList({ reminders, leave, marked }: Props) {
  const client = useClient();
  const { answered, keyOf } = useKey();
  const { readOnly } = useViewer();
  const mark = async (id: string) => {
    const { data, error } = await client
      .mutation(MarkReminderSeenDocument, { key: keyOf({ id }), id })
      .toPromise();
    answered(error);
    const refusal = data?.markReminderSeen.refusal?.message;
    announce(error ? sentenceOf(error) : (refusal ?? words.marked));
    marked();
  };
  return (
    <ol className="reminders">
      {reminders.map((one) => (
        <li key={one.id} className={one.seen ? "reminder reminder-seen" : "reminder"}>
          <div className="reminder-head">
            <LightMark light={one.light} />
            <strong>{one.kindLabel}</strong>
            <span>{one.unit.shortName}</span>
            <time dateTime={one.at}>{moment(one.at)}</time>
          </div>
          <Link to="/cases/$caseId" params={{ caseId: one.caseId }} onClick={leave}>
            {one.caseNo ? `${one.caseNo} ` : ""}
            {one.caseTitle}
          </Link>
          <div>{one.text}</div>
          {one.note ? <div className="muted">{one.note}</div> : null}
          <WhyHere
            caseId={one.caseId}
            shown={{
              day: one.dueOn,
              unitId: one.unit.id,
              what: one.kind === "SIGN" ? "SIGN" : "ANSWER",
            }}
          />
          {one.seen || readOnly ? null : (
            <button type="button" className="link" onClick={() => mark(one.id)}>
              {words.mark}
            </button>
          )}
        </li>
      ))}
    </ol>
  );
}
