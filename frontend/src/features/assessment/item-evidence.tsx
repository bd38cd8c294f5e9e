/** The cases and events behind one item: what was lost at once, everything on demand. */
import { Link } from "@tanstack/react-router";
import { Button } from "antd";
import { useState } from "react";
import { useClient } from "urql";
import { AssessmentEvidenceOfDocument, type EvidenceFactsFragment } from "@/gql/graphql";
import { day, moment } from "@/lib/dates";
import { texts } from "@/lib/texts";
import { WhyDue } from "@/ui/why-due";
import { toPlaces } from "./places";
import type { SheetItem } from "./sheet-page";

const words = texts.assessment.sheet;

export function ItemEvidence({ item, places }: { item: SheetItem; places: number }) {
  const client = useClient();
  const lost = item.evidence.edges.map(({ node }) => node);
  const [all, setAll] = useState<{ rows: EvidenceFactsFragment[]; after: string | null } | null>(null);
  const load = async () => {
    const asked = { id: item.id, after: all?.after ?? null };
    const { data } = await client.query(AssessmentEvidenceOfDocument, asked).toPromise();
    const page = data?.assessmentItem.evidence;
    if (!page) return;
    const rows = page.edges.map(({ node }) => node);
    const { hasNextPage, endCursor } = page.pageInfo;
    setAll({ rows: [...(all?.rows ?? []), ...rows], after: hasNextPage ? (endCursor ?? null) : null });
  };
  const rows = all?.rows ?? lost;
  const another = all ? all.after !== null : true;
  if (rows.length === 0 && !(item.denominator ?? item.numerator)) return null;
  return (
    <div className="evidence">
      {rows.length ? (
        <EvidenceTable
          rows={rows}
          places={places}
          title={all ? words.allEvidence(item.title) : words.evidence(item.title)}
        />
      ) : null}
      {another ? (
        <Button size="small" className="screen-only" onClick={load}>
          {all ? words.more : `${item.title}：${words.all}`}
        </Button>
      ) : null}
    </div>
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
