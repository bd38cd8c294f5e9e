/** What was asked, by whom, and the facts of the case. */
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { day } from "@/lib/dates";
import { useRoleWords } from "@/lib/role-words";
import { texts } from "@/lib/texts";
import { DueDays } from "@/ui/due-days";
import { Facts, Section } from "@/ui/page";
import type { FullCase } from "../model";
import { classWords, isConsulted, numberOf } from "../model";
import { WhyAnswer } from "./why-answer";

const { labels, ...words } = texts.case;

export function Original({ row }: { row: FullCase }) {
  return (
    <Section title={words.original} id="original">
      <OriginalText body={row.body} />
    </Section>
  );
}

/** Paragraphs of the original; a single line break inside one is a line break of its source. */
export function OriginalText({ body }: { body: string }) {
  return <div className="original-text">{body}</div>;
}

type Fact = [string, ReactNode];

/** The days up to the answer, or, on a consultation, to the opinion: every unit there is a co-handler. */
function daysToAnswer(row: FullCase): [string, string | null, ReactNode?][] {
  if (isConsulted(row)) {
    return [
      [texts.across.opinion.dueOn, row.dueOn, <WhyAnswer key="answer" row={row} day={row.dueOn} />],
      [texts.across.opinion.reportedOn, row.repliedOn],
    ];
  }
  return [
    [labels.dueOn, row.dueOn, <WhyAnswer key="answer" row={row} day={row.dueOn} />],
    [labels.coDueOn, row.coDueOn, <WhyAnswer key="co" row={row} day={row.coDueOn} co />],
    [labels.repliedOn, row.repliedOn],
  ];
}

function dates(row: FullCase): Fact[] {
  const all: [string, string | null, ReactNode?][] = [
    [labels.registeredOn, row.registeredOn],
    [labels.filedOn, row.filedOn],
    [labels.dispatchedOn, row.dispatchedOn],
    ...daysToAnswer(row),
    [labels.closedOn, row.closedOn],
  ];
  return all
    .filter(([, value]) => value)
    .map(([label, value, why]) => [
      label,
      <span key={label}>
        {day(value)} {why}
      </span>,
    ]);
}

/** A request of a government below: nobody proposed it, in no session. */
const isRequest = (row: FullCase) => row.proposers.length === 0;

/** Told of one's own papers only: a paper from above belongs to no session here, and nobody said when it was handed in. */
export const periodOf = (row: Pick<FullCase, "session" | "period">) => (row.session ? row.period : null);

function texted(row: FullCase): Fact[] {
  const all: [string, string | null][] = [
    [labels.number, row.caseNo],
    [row.origin === "OWN" ? labels.registrationNo : labels.senderNo, row.registrationNo],
    [labels.session, row.session?.name ?? null],
    [labels.period, periodOf(row)],
    [labels.category, row.category],
    [labels.resultClass, classWords(row)],
    [labels.complex, row.complex ? labels.complexYes : null],
    [labels.ground, row.notFiledGround],
    [labels.disposal, row.disposal],
  ];
  return all.filter(([, value]) => value).map(([label, value]) => [label, value]);
}

/** `explained` opens how its own due days came about, as on paper. */
export function CaseFacts({ row, explained = false }: { row: FullCase; explained?: boolean }) {
  const inWords = useRoleWords();
  const rows: Fact[] = [
    [labels.kind, row.kindLabel],
    ...texted(row),
    ...dates(row).map(([label, value]): Fact => [inWords(label), value]),
    [labels.pack, row.procedure.packTitle],
  ];
  if (!isRequest(row)) rows.push([labels.consent, row.publishConsent ? labels.consentYes : labels.consentNo]);
  if (row.protectProposer) rows.push([labels.protect, labels.protectYes]);
  if (row.mergedInto) rows.push([labels.mergedInto, <CaseLink key="into" of={row.mergedInto} />]);
  if (row.mergedCases.length > 0) {
    rows.push([labels.mergedCases, row.mergedCases.map((each) => <CaseLink key={each.id} of={each} />)]);
  }
  return (
    <Section title={words.facts} id="facts">
      <Facts rows={rows} />
      <DueDays days={row.dueDays} open={explained} />
      {row.requirements ? (
        <p className="requirements">{`${labels.requirements}：${row.requirements}`}</p>
      ) : null}
    </Section>
  );
}

function CaseLink({ of }: { of: FullCase["mergedCases"][number] }) {
  return (
    <Link className="case-link" to="/cases/$caseId" params={{ caseId: of.id }}>
      {numberOf(of)} {of.title}
    </Link>
  );
}

export function Proposers({ row }: { row: FullCase }) {
  if (isRequest(row)) return null;
  const phones = row.proposers.some(({ phone }) => phone);
  return (
    <Section title={words.proposers} id="proposers">
      <table className="plain stacked">
        <thead>
          <tr>
            <th scope="col">{labels.name}</th>
            <th scope="col">{labels.proposerKind}</th>
            <th scope="col">{labels.group}</th>
            {phones ? <th scope="col">{labels.phone}</th> : null}
          </tr>
        </thead>
        <tbody>
          {row.proposers.map((person) => (
            <tr key={`${person.name}:${person.group}`}>
              <th scope="row">
                {person.name}
                {person.isLead ? `（${words.leadMark}）` : ""}
              </th>
              <td data-label={labels.proposerKind}>{person.kindLabel}</td>
              <td data-label={labels.group}>{person.group || "—"}</td>
              {phones ? (
                <td data-label={labels.phone} className="date">
                  {person.phone ?? "—"}
                </td>
              ) : null}
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}
