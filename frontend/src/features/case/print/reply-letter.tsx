/** 答复函 in the letter layout of GB/T 9704-2012, clause 10.1 (with the domain's class mark and notes). */
import { letterDay } from "@/lib/dates";
import { texts } from "@/lib/texts";
import type { Reply } from "../model";

const words = texts.paper.letter;

/** Lines of the text are its paragraphs; blank ones only separate. */
function paragraphs(body: string): string[] {
  return body
    .split(/\n+/)
    .map((line) => line.trim())
    .filter(Boolean);
}

/** Headings of the first level 一、 in 黑体, of the second （一） in 楷体, as the standard has them. */
function levelOf(line: string): string {
  if (line.length > 40) return "";
  if (/^[一二三四五六七八九十]+、/.test(line)) return "level-one";
  return /^（[一二三四五六七八九十]+）/.test(line) ? "level-two" : "";
}

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
      <p className="letter-text">{words.contact(reply.contactName, reply.contactPhone)}</p>
      <p className="letter-text">{words.publish(texts.publishModes[reply.publishMode])}</p>
      {reply.signedBy && reply.signedBy !== reply.issuer ? (
        <p className="letter-text">{words.signer(reply.signedBy)}</p>
      ) : null}
      {reply.copies.length > 0 ? <p className="letter-copies">{words.copies(reply.copies)}</p> : null}
    </article>
  );
}
