/** What a unit did on its part: requests to return it, its opinion as co-handler, its meetings. */
import { day, moment } from "@/lib/dates";
import { useRoleWords } from "@/lib/role-words";
import { texts } from "@/lib/texts";
import { type Assignment, classWords } from "../model";

const words = texts.case;

export function ReturnRequests({ requests }: { requests: Assignment["returnRequests"] }) {
  return requests.map((request) => (
    <div key={request.id} className="entry-block">
      <div>
        {words.returnAsked(request.requestedBy, moment(request.requestedAt))}
        {request.judge ? `（${words.level(request.level, request.judge)}）` : ""}
        {request.late ? `（${words.lateRequest}）` : ""}
        {request.proposedUnit ? `，${words.proposed(request.proposedUnit.name)}` : ""}
      </div>
      <div className="pre">{request.reason}</div>
      {request.basis ? (
        <div className="muted pre">{`${texts.form.fields.basis}：${request.basis}`}</div>
      ) : null}
      <Statement text={request.statement} />
      <Decision of={request} />
    </div>
  ));
}

export function ExtensionRequests({ requests }: { requests: Assignment["extensionRequests"] }) {
  return requests.map((request) => (
    <div key={request.id} className="entry-block">
      <div>{words.extensionAsked(request.requestedBy, moment(request.requestedAt), day(request.until))}</div>
      <div className="pre">{request.reason}</div>
      {request.toldOn ? (
        <div className="muted">{words.toldProposer(day(request.toldOn), request.toldWayLabel ?? "")}</div>
      ) : null}
      <Statement text={request.statement} />
      <Decision of={request} />
    </div>
  ));
}

interface UrgeProps {
  notices: Assignment["urgeNotices"];
  /** the part has ended: nothing is waited for any more */
  ended?: boolean;
}

/** What the office urged: open ones first in the unit's sight, each with its day until the unit has answered. */
export function UrgeNotices({ notices, ended = false }: UrgeProps) {
  const open = (overdue: boolean) => (overdue ? words.urge.overdue : words.urge.open);
  return notices.map((notice) => (
    <div key={notice.id} className="entry-block">
      <div>
        <strong>{words.urge.title}</strong>{" "}
        {words.urge.asked(notice.urgedBy, moment(notice.urgedAt), day(notice.replyBy))}
        {notice.answeredAt ? null : (
          <strong>（{ended ? texts.former.unanswered : open(notice.overdue)}）</strong>
        )}
      </div>
      <div className="pre">{notice.text}</div>
      {notice.answeredAt ? (
        <>
          <div className="muted">
            {words.urge.answered(notice.answeredBy ?? "", moment(notice.answeredAt))}
          </div>
          <div className="pre">{notice.answer}</div>
        </>
      ) : null}
    </div>
  ));
}

function Statement({ text }: { text: string }) {
  return text ? <div className="muted pre">{`${words.statement}${text}`}</div> : null;
}

interface Decided {
  decisionLabel: string | null;
  decisionReason: string | null;
  decidedBy?: string | null;
  decidedAt: string | null;
}

function Decision({ of }: { of: Decided }) {
  if (!of.decisionLabel) return null;
  return (
    <div>
      <strong>{words.decision(of.decisionLabel, of.decidedBy ?? null, moment(of.decidedAt))}</strong>{" "}
      {of.decisionReason}
    </div>
  );
}

type WithOpinions = Pick<Assignment, "coOpinions" | "waivedReason">;

export function CoOpinions({ assignment }: { assignment: WithOpinions }) {
  const inWords = useRoleWords();
  return (
    <>
      {assignment.waivedReason ? (
        <p>
          {inWords(words.waived)}
          {assignment.waivedReason}
        </p>
      ) : null}
      {assignment.coOpinions.map((opinion) => (
        <div key={opinion.id} className="entry-block">
          <div>
            <strong>{inWords(words.co)}</strong>（{opinion.stateLabel}）
            <span className="muted">{words.opinionBy(opinion.submittedBy, moment(opinion.submittedAt))}</span>
          </div>
          <div className="pre">{opinion.text}</div>
          <div className="muted">
            {words.contact}
            {opinion.contact}
            {opinion.resultClass ? `　${words.classOf(classWords(opinion) ?? "")}` : ""}
          </div>
          {opinion.bouncedReason ? (
            <div>
              {words.bounced}
              {opinion.bouncedReason}
            </div>
          ) : null}
        </div>
      ))}
    </>
  );
}

export function Meetings({ meetings }: { meetings: Assignment["meetings"] }) {
  if (meetings.length === 0) return null;
  return (
    <details className="why" open>
      <summary>
        {words.meetings}（{meetings.length}）
      </summary>
      <ul className="meetings">
        {meetings.map((meeting) => (
          <li key={meeting.id}>
            <div>
              {day(meeting.heldOn)}　{meeting.stageLabel}　{meeting.formLabel}
              {meeting.faceToFace ? `（${words.faceToFace}）` : ""}
              {meeting.minuted ? `　${meeting.place}` : ""}
            </div>
            <Minutes of={meeting} />
          </li>
        ))}
      </ul>
    </details>
  );
}

/** The minutes; whoever sees only that the talk was held is told where they are kept. */
function Minutes({ of }: { of: Assignment["meetings"][number] }) {
  if (!of.minuted) return <div className="muted">{words.minutesElsewhere}</div>;
  return (
    <>
      <div className="muted">{words.people(of.unitPeople, of.proposerPeople)}</div>
      <div className="pre">{of.summary}</div>
    </>
  );
}
