/** The replies: the text itself, point by point, the office's verdicts, earlier versions on request. */
import { useState } from "react";
import { ReplyVersionsDocument } from "@/gql/graphql";
import { day, moment } from "@/lib/dates";
import { useFresh } from "@/lib/fresh";
import { changeOf } from "@/lib/live";
import { texts } from "@/lib/texts";
import { StateChip } from "@/ui/chips";
import { Facts, Section } from "@/ui/page";
import { Nothing, Unanswered } from "@/ui/states";
import { classWords, type FullCase, type Reply, wantsOpinion } from "../model";
import { PaperLink } from "./links";
import { Points, SentBack, Verdicts } from "./reply-tables";

const words = texts.case.reply;

export function Replies({ row }: { row: FullCase }) {
  if (row.replies.length === 0 && (row.assignments.length === 0 || wantsOpinion(row))) return null;
  return (
    <Section title={texts.case.replies} id="replies">
      {row.replies.length === 0 ? <Nothing>{words.none}</Nothing> : null}
      {row.replies.map((reply) => (
        <OneReply key={reply.id} row={row} reply={reply} />
      ))}
    </Section>
  );
}

function replyFacts(reply: Reply): [string, string][] {
  const { resultClassDeclared: declared, resultClassDeclaredLabel: label } = reply;
  const changed =
    declared && declared !== reply.resultClass
      ? words.declared([declared, label].filter(Boolean).join(" "))
      : "";
  const all: [string, string | null][] = [
    [words.number, reply.number],
    [words.addressee, reply.addressee],
    [words.recipients, reply.recipients.join("、")],
    [words.copies, reply.copies.join("、")],
    [words.resultClass, reply.resultClass ? `${classWords(reply)}${changed}` : null],
    [words.publish, texts.publishModes[reply.publishMode]],
    [words.contact, [reply.contactName, reply.contactPhone].filter(Boolean).join(" ")],
    [words.signedBy, reply.signedBy],
    [words.issued, reply.issuedOn && day(reply.issuedOn)],
    [words.delivered, reply.deliveredOn && day(reply.deliveredOn)],
  ];
  return all.filter((pair): pair is [string, string] => Boolean(pair[1]));
}

function OneReply({ row, reply }: { row: FullCase; reply: Reply }) {
  const caseId = row.id;
  return (
    <section className="unit-part" aria-labelledby={`reply-${reply.id}`}>
      <div className="unit-head">
        <h3 id={`reply-${reply.id}`}>
          {reply.issuer}　{reply.title}
        </h3>
        <StateChip state={reply.state} label={reply.stateLabel} />
        {reply.returnedTimes > 0 ? (
          <span className="muted">{words.returned(reply.returnedTimes)}</span>
        ) : null}
        <PaperLink caseId={caseId} paper="letter" of={reply.id}>
          {words.letter}
        </PaperLink>
        <PaperLink caseId={caseId} paper="opinion" of={reply.id}>
          {words.form}
        </PaperLink>
      </div>
      <SentBack row={row} reply={reply} />
      <Facts rows={replyFacts(reply)} />
      <div className="reply-text">{reply.body}</div>
      <Points points={reply.points} />
      <Verdicts verdicts={reply.officeChecklist} />
      <Versions caseId={caseId} reply={reply} />
    </section>
  );
}

function Versions({ caseId, reply }: { caseId: string; reply: Reply }) {
  const [open, setOpen] = useState(false);
  return (
    <details className="why screen-only" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{words.versions}</summary>
      {open ? <VersionList caseId={caseId} replyId={reply.id} /> : null}
    </details>
  );
}

function VersionList({ caseId, replyId }: { caseId: string; replyId: string }) {
  const answer = useFresh(
    ReplyVersionsDocument,
    { id: caseId },
    { policy: "network-only", moves: changeOf(caseId) },
  );
  if (!answer.data) return <Unanswered to={answer} />;
  const versions = answer.data.case?.replies.find(({ id }) => id === replyId)?.versions ?? [];
  return versions.map((version) => (
    <details key={version.number} className="why">
      <summary>{words.version(version.number, version.editedBy, moment(version.editedAt))}</summary>
      <div className="reply-text">{version.body}</div>
    </details>
  ));
}
