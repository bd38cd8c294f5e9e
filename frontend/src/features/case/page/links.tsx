/** Ways from a case to its printed papers and to its neighbours in the list. */
import { Link } from "@tanstack/react-router";
import { neighboursOf } from "@/lib/neighbours";
import { texts } from "@/lib/texts";
import type { FullCase } from "../model";

const words = texts.case;

export function Neighbours({ id }: { id: string }) {
  const { previous, next, place } = neighboursOf(id);
  if (!place) return null;
  return (
    <nav className="neighbours" aria-label={place}>
      {previous ? (
        <Link to="/cases/$caseId" params={{ caseId: previous }}>
          {words.previous}
        </Link>
      ) : null}
      <span className="muted">{place}</span>
      {next ? (
        <Link to="/cases/$caseId" params={{ caseId: next }}>
          {words.next}
        </Link>
      ) : null}
    </nav>
  );
}

/** 办理单 of the case; the unit's slips and letters have their links beside the unit and the reply. */
export function Papers({ row }: { row: FullCase }) {
  return (
    <Link
      className="screen-only"
      to="/cases/$caseId/print/$paper"
      params={{ caseId: row.id, paper: "sheet" }}
    >
      {words.sheet}
    </Link>
  );
}

interface PaperProps {
  caseId: string;
  paper: "slip" | "letter" | "opinion" | "co-opinion" | "reported";
  of: string;
  children: string;
}

export function PaperLink({ caseId, paper, of, children }: PaperProps) {
  return (
    <Link className="screen-only" to="/cases/$caseId/print/$paper" params={{ caseId, paper }} search={{ of }}>
      {children}
    </Link>
  );
}
