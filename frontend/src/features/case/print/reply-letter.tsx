/** 答复函 in the letter layout of GB/T 9704-2012, clause 10.1 (with the domain's class mark and notes). */
import { letterDay } from "@/lib/dates";
import { texts } from "@/lib/texts";
import type { Reply } from "../model";
import { levelOf, paragraphs } from "./paragraphs";

const words = texts.paper.letter;

export function ReplyLetter({ reply }: { reply: Reply }) {
  return (
    <article className="paper paper-letter">
      <p className="letter-mark">{reply.issuer}</p>
      <hr className="letter-line" />
      <p className="letter-top">
        <span>{reply.resultClass ? words.classMark(reply.resultClass) : ""}</span>
        <span>{reply.number ?? words.draft}</span>
      </p>
      <h2 className="letter-title">{reply.title}</h2>
      <p className="letter-to">{reply.addressee.replace(/[：:]$/, "")}：</p>
      {paragraphs(reply.body).map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: paragraphs of a finished text never move
        <p key={index} className={`letter-text ${levelOf(line)}`}>
          {line}
        </p>
      ))}
      <p className="letter-sign">
        <span>{reply.issuer}</span>
        <br />
        <span>{letterDay(reply.issuedOn)}</span>
      </p>
      <p className="letter-text letter-contact">{words.contact(reply.contactName, reply.contactPhone)}</p>
      <p className="letter-text">{words.publish(texts.publishModes[reply.publishMode])}</p>
      {reply.signedBy && reply.signedBy !== reply.issuer ? (
        <p className="letter-text">{words.signer(reply.signedBy)}</p>
      ) : null}
      {reply.copies.length > 0 ? <p className="letter-copies">{words.copies(reply.copies)}</p> : null}
    </article>
  );
}
