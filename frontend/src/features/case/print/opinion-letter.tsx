/** 会办意见函: a co-handler's opinion to the lead, or this government's to the one that asked; no class, no number. */
import { boot } from "@/lib/boot";
import { letterDay } from "@/lib/dates";
import { useRoleWords } from "@/lib/role-words";
import { texts } from "@/lib/texts";
import type { Assignment, Envelope, FullCase } from "../model";
import { citedNumber, isConsulted, isGone } from "../model";
import { levelOf, paragraphs } from "./paragraphs";

const words = texts.paper.opinionLetter;

/** Whom a unit's opinion is for: the units that lead; on what another government asked, the office. */
function addresseeOf(row: FullCase): string {
  const leads = row.assignments.filter((part) => part.role !== "CO" && !isGone(part));
  const office = texts.paper.letter.office(boot.government?.name ?? "");
  return leads.map(({ unit }) => unit.name).join("、") || office;
}

/** The newest opinion of a unit's part; null before there is one. */
export function UnitOpinionLetter({ row, assignment }: { row: FullCase; assignment: Assignment }) {
  const opinion = assignment.coOpinions.at(-1);
  const session = isConsulted(row) ? "" : (row.session?.name ?? "");
  if (!opinion) return null;
  return (
    <Letter
      from={assignment.unit.name}
      title={words.titleOf(session, citedNumber(row), row.kindLabel)}
      to={addresseeOf(row)}
      body={opinion.text}
      day={opinion.submittedAt}
      contact={opinion.contact}
      signer={opinion.submittedBy}
    />
  );
}

/** The opinion that crossed, as both governments have it. */
export function AcrossOpinionLetter({ answer }: { answer: NonNullable<Envelope["answer"]> }) {
  return (
    <Letter
      from={answer.signedBy}
      title={answer.title}
      to={answer.addressee}
      body={answer.body}
      day={answer.answeredOn}
      contact={`${answer.contactName} ${answer.contactPhone}`}
    />
  );
}

interface Props {
  from: string;
  title: string;
  to: string;
  body: string;
  day: string;
  contact: string;
  signer?: string;
}

function Letter({ from, title, to, body, day, contact, signer }: Props) {
  const inWords = useRoleWords();
  return (
    <article className="paper paper-letter">
      <p className="letter-mark">{from}</p>
      <hr className="letter-line" />
      <h2 className="letter-title">{inWords(title)}</h2>
      <p className="letter-to">{to.replace(/[：:]$/, "")}：</p>
      {paragraphs(body).map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: paragraphs of a finished text never move
        <p key={index} className={`letter-text ${levelOf(line)}`}>
          {line}
        </p>
      ))}
      <p className="letter-sign">
        <span>{from}</span>
        <br />
        <span>{letterDay(day)}</span>
      </p>
      <p className="letter-text letter-contact">{words.contact(contact)}</p>
      {signer ? <p className="letter-text">{words.signer(signer)}</p> : null}
    </article>
  );
}
