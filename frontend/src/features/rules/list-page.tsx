/** 办理规则: the versions of each kind, drafts of the next, and the packs that come with the product. */
import { Link, useNavigate } from "@tanstack/react-router";
import { Button } from "antd";
import { useState } from "react";
import { type CaseKind, type PackFactsFragment, RulePacksDocument, type RulePacksQuery } from "@/gql/graphql";
import { day, moment } from "@/lib/dates";
import { useFresh } from "@/lib/fresh";
import { texts } from "@/lib/texts";
import { PageHead } from "@/ui/page";
import { Unanswered } from "@/ui/states";
import { LoadFile } from "./load-file";
import { useStart } from "./use-start";

const words = texts.rules.list;
const KINDS: CaseKind[] = ["SUGGESTION", "PROPOSAL"];

export function RulesPage() {
  const answer = useFresh(RulePacksDocument, {}, { policy: "cache-and-network" });
  const { data } = answer;
  const navigate = useNavigate();
  const [loading, setLoading] = useState(false);
  const open = (draftId: string) => void navigate({ to: "/rules/drafts/$draftId", params: { draftId } });
  const { start, problem } = useStart(open);
  if (!data) return <Unanswered to={answer} />;
  const administers = data.mayManagePacks;
  return (
    <>
      <PageHead
        title={texts.rules.title}
        note={<span className="muted">{texts.rules.note}</span>}
        tools={
          <>
            <Link to="/rules/compare">{words.compare}</Link>
            {administers ? <Button onClick={() => setLoading(true)}>{words.load}</Button> : null}
          </>
        }
      />
      {problem ? <p role="alert">{problem}</p> : null}
      {KINDS.map((kind) => (
        <VersionTable
          key={kind}
          kind={kind}
          rows={data.rulePacks.filter((one) => one.kind === kind)}
          onStart={administers ? (packId) => start({ packId }) : null}
        />
      ))}
      {administers ? <DraftTable rows={data.packDrafts} /> : null}
      {administers ? <p className="muted">{words.how}</p> : null}
      <ShippedTable rows={data.shippedPacks} onStart={administers ? (shipped) => start({ shipped }) : null} />
      <LoadFile open={loading} onClose={() => setLoading(false)} onDone={open} />
    </>
  );
}

interface VersionProps {
  kind: CaseKind;
  rows: PackFactsFragment[];
  onStart: ((id: string) => void) | null;
}

function VersionTable({ kind, rows, onStart }: VersionProps) {
  return (
    <table className="plain pack-section">
      <caption>{words.caption(texts.kindsLong[kind])}</caption>
      <Head titles={onStart ? [...words.columns, ""] : words.columns} />
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <td>{texts.rules.version(row.version)}</td>
            <th scope="row">
              <Link to="/rules/$source/$packId" params={{ source: "version", packId: row.id }}>
                {row.title}
              </Link>
            </th>
            <td>{row.standing === "IN_FORCE" ? <strong>{row.standingLabel}</strong> : row.standingLabel}</td>
            <td className="date">{day(row.effectiveOn)}</td>
            <td className="date">{day(row.until)}</td>
            <td>{row.issuedBy ? `${row.issuedBy} ${moment(row.issuedAt)}` : words.initial}</td>
            <td>{row.note}</td>
            {onStart ? (
              <td>
                <StartButton title={row.title} onStart={() => onStart(row.id)} />
              </td>
            ) : null}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function DraftTable({ rows }: { rows: RulePacksQuery["packDrafts"] }) {
  if (rows.length === 0) return null;
  return (
    <table className="plain pack-section">
      <caption>{words.drafts}</caption>
      <Head titles={words.draftColumns} />
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <th scope="row">
              <Link to="/rules/drafts/$draftId" params={{ draftId: row.id }}>
                {row.title || words.untitled}
              </Link>
            </th>
            <td>{texts.kindsLong[row.kind]}</td>
            <td>{row.origin}</td>
            <td>
              {row.savedBy} {moment(row.savedAt)}
            </td>
            <td>
              <Link to="/rules/compare" search={{ left: "", right: `draft:${row.id}` }}>
                {words.compare}
              </Link>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface ShippedProps {
  rows: RulePacksQuery["shippedPacks"];
  onStart: ((code: string) => void) | null;
}

function ShippedTable({ rows, onStart }: ShippedProps) {
  return (
    <table className="plain pack-section">
      <caption>{words.shipped}</caption>
      <Head titles={onStart ? words.shippedColumns : words.shippedColumns.slice(0, -1)} />
      <tbody>
        {rows.map((row) => (
          <tr key={row.code}>
            <th scope="row">
              <Link to="/rules/$source/$packId" params={{ source: "shipped", packId: row.code }}>
                {row.title}
              </Link>
            </th>
            <td>{texts.kindsLong[row.kind]}</td>
            <td>{row.jurisdiction}</td>
            <td>{row.source}</td>
            {onStart ? (
              <td>
                <StartButton title={row.title} onStart={() => onStart(row.code)} />
              </td>
            ) : null}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function StartButton({ title, onStart }: { title: string; onStart: () => void }) {
  return (
    <button type="button" className="link" aria-label={`${words.startFrom}：${title}`} onClick={onStart}>
      {words.startFrom}
    </button>
  );
}

function Head({ titles }: { titles: readonly string[] }) {
  return (
    <thead>
      <tr>
        {titles.map((title, index) => (
          <th key={title || index} scope="col">
            {title}
          </th>
        ))}
      </tr>
    </thead>
  );
}
