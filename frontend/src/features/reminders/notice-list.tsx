/** 通知: what moved or changed, newest first, and the mark that somebody here has read it. */
import { Link } from "@tanstack/react-router";
import { useClient } from "urql";
import { MarkNoticeSeenDocument, type NoticeFactsFragment } from "@/gql/graphql";
import { moment } from "@/lib/dates";
import { sentenceOf } from "@/lib/failures";
import { useKey } from "@/lib/idempotency";
import { texts } from "@/lib/texts";
import { useViewer } from "@/lib/viewer";
import { announce } from "@/ui/announce";

const words = texts.reminders;

interface Props {
  notices: NoticeFactsFragment[];
  leave: () => void;
  marked: () => void;
}

export function NoticeList({ notices, leave, marked }: Props) {
  const client = useClient();
  const { answered, keyOf } = useKey();
  const { readOnly } = useViewer();
  const mark = async (id: string) => {
    const { data, error } = await client
      .mutation(MarkNoticeSeenDocument, { key: keyOf({ id }), id })
      .toPromise();
    answered(error);
    const refusal = data?.markNoticeSeen.refusal?.message;
    announce(error ? sentenceOf(error) : (refusal ?? words.marked));
    marked();
  };
  return (
    <section aria-label={words.notices}>
      <h3 className="bell-part">{words.notices}</h3>
      <ol className="reminders">
        {notices.map((one) => (
          <li key={one.id} className={one.seen ? "reminder reminder-seen" : "reminder"}>
            <div className="reminder-head">
              <strong>{one.subject || words.datesMoved}</strong>
              <time dateTime={one.at}>{moment(one.at)}</time>
            </div>
            <About notice={one} leave={leave} />
            <div>{one.text}</div>
            {one.seen || readOnly ? null : (
              <button type="button" className="link" onClick={() => mark(one.id)}>
                {words.mark}
              </button>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}

/** The case; of one that the unit has left, its record, for the case does not exist for it any more. */
function About({ notice, leave }: { notice: NoticeFactsFragment; leave: () => void }) {
  const { caseId, formerPart } = notice;
  if (formerPart) {
    return (
      <Link to="/former/$partId" params={{ partId: formerPart.id }} onClick={leave}>
        {formerPart.caseNo ? `${formerPart.caseNo} ` : ""}
        {formerPart.title}
        {words.left}
      </Link>
    );
  }
  if (!caseId) return null;
  return (
    <Link to="/cases/$caseId" params={{ caseId }} onClick={leave}>
      {notice.caseNo ? `${notice.caseNo} ` : ""}
      {notice.caseTitle}
    </Link>
  );
}
