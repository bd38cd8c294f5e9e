/** The reply that a step judges, within the step's dialog: what is approved is read there, not remembered. */
import { texts } from "@/lib/texts";
import { classWords, type FullCase, replyUnder, type StepOnSubject } from "../model";
import { Points } from "../page/reply-tables";

const words = texts.case.reply;

export function ReplyAtHand({ row, step }: { row: FullCase; step: StepOnSubject }) {
  const reply = replyUnder(row, step);
  if (!reply) return null;
  const of = `at-hand-${reply.id}`;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what is longer than its frame is scrolled by the keyboard too
    <section className="reply-at-hand" aria-labelledby={of} tabIndex={0}>
      <h3 id={of}>{reply.title}</h3>
      <p className="muted">
        {words.addressee}：{reply.addressee}　{words.resultClass}：{classWords(reply) ?? "—"}　{words.publish}
        ：{texts.publishModes[reply.publishMode]}
      </p>
      <div className="reply-text">{reply.body}</div>
      <Points points={reply.points} />
    </section>
  );
}
