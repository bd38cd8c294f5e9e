/** The cases and events behind one item: what was lost at once, everything on demand. */
import { Link } from "@tanstack/react-router";
import { Button } from "antd";
import { useState } from "react";
import {
  AssessmentEvidenceOfDocument,
  type AssessmentEvidenceOfQuery,
  type AssessmentEvidenceOfQueryVariables,
  type EvidenceFactsFragment,
} from "@/gql/graphql";
import { day, moment } from "@/lib/dates";
import { texts } from "@/lib/texts";
import { type ListQuery, rowsOf, useList } from "@/lib/use-list";
import { Listed } from "@/ui/listed";
import { WhyDue } from "@/ui/why-due";
import { toPlaces } from "./places";
import type { SheetItem } from "./sheet-page";

const words = texts.assessment.sheet;

/** Everything behind one item, in its own order. */
const EVIDENCE: ListQuery<
  AssessmentEvidenceOfQuery,
  AssessmentEvidenceOfQueryVariables,
  EvidenceFactsFragment,
  null
> = {
  document: AssessmentEvidenceOfDocument,
  size: 50,
  page: (after) => ({ after }),
  take: ({ assessmentItem }) => rowsOf(assessmentItem?.evidence, null),
};

interface Props {
  item: SheetItem;
  places: number;
}

export function ItemEvidence({ item, places }: Props) {
  const lost = item.evidence.edges.map(({ node }) => node);
  const [all, setAll] = useState(false);
  if (lost.length === 0 && !(item.denominator ?? item.numerator)) return null;
  return (
    <div className="evidence">
      {lost.length > 0 && !all ? (
        <EvidenceTable rows={lost} places={places} title={words.evidence(item.title)} />
      ) : null}
      {all ? (
        <AllEvidence item={item} places={places} />
      ) : (
        <Button size="small" className="screen-only" onClick={() => setAll(true)}>
          {`${item.title}：${words.all}`}
        </Button>
      )}
    </div>
  );
}

function AllEvidence({ item, places }: Props) {
  const list = useList(EVIDENCE, { id: item.id });
  return (
    <Listed list={list} more={words.more} small>
      <EvidenceTable rows={list.rows} places={places} title={words.allEvidence(item.title)} />
    </Listed>
  );
}

interface TableProps {
  rows: EvidenceFactsFragment[];
  places: number;
  title: string;
}

function EvidenceTable({ rows, places, title }: TableProps) {
  return (
    <table className="plain">
      <caption>{title}</caption>
      <thead>
        <tr>
          {words.evidenceColumns.map((column) => (
            <th key={column} scope="col">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <EvidenceLine key={row.id} row={row} places={places} />
        ))}
      </tbody>
    </table>
  );
}

function EvidenceLine({ row, places }: { row: EvidenceFactsFragment; places: number }) {
  const { case: paper, event } = row;
  return (
    <tr>
      <th scope="row">{paper ? (paper.caseNo ?? paper.registrationNo) : words.none}</th>
      <td>
        {paper ? (
          <Link to="/cases/$caseId" params={{ caseId: paper.id }}>
            {paper.title}
          </Link>
        ) : (
          <span className="muted">{words.unseen}</span>
        )}
      </td>
      <td>
        {row.outcomeLabel}：{row.reasonLabel}
      </td>
      <td>
        {day(row.dueOn)}{" "}
        {paper && row.dueOn ? (
          <WhyDue caseId={paper.id} of={paper.caseNo ?? paper.registrationNo} shown={{ day: row.dueOn }} />
        ) : null}
      </td>
      <td>{day(row.doneOn)}</td>
      <td className="number" title={row.points ?? undefined}>
        {row.points === null ? words.none : toPlaces(row.points, places)}
      </td>
      <td>
        {paper && event ? (
          <Link to="/cases/$caseId" params={{ caseId: paper.id }} hash={`event-${event.id}`}>
            {event.label}　{moment(event.at)}
          </Link>
        ) : (
          words.none
        )}
      </td>
    </tr>
  );
}
