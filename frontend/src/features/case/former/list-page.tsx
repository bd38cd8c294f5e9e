/** 已退出的件: the parts that the viewer's units have left, each with the way to its record. */
import { Link } from "@tanstack/react-router";
import type { FormerRowFragment } from "@/gql/graphql";
import { day, moment } from "@/lib/dates";
import { texts } from "@/lib/texts";
import { Listed } from "@/ui/listed";
import { PageHead } from "@/ui/page";
import { numberOf } from "../model";
import { useFormerParts } from "./use-former-parts";

const words = texts.former;

export function FormerPartsPage() {
  const list = useFormerParts();
  return (
    <>
      <div className="case-trail screen-only">
        <Link to="/cases">{texts.case.back}</Link>
      </div>
      <PageHead title={words.title} note={<span className="muted">{words.note}</span>} />
      <Listed list={list} nothing={words.nothing} more={words.more}>
        <FormerTable rows={list.rows} />
      </Listed>
    </>
  );
}

function FormerTable({ rows }: { rows: FormerRowFragment[] }) {
  return (
    <table className="plain">
      <caption>{words.caption}</caption>
      <thead>
        <tr>
          {words.columns.map((title) => (
            <th key={title} scope="col">
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <td>{numberOf(row)}</td>
            <td>{texts.kinds[row.kind]}</td>
            <th scope="row">
              <Link to="/former/$partId" params={{ partId: row.id }}>
                {row.title}
              </Link>
            </th>
            <td>{row.unit.shortName}</td>
            <td>{row.roleLabel}</td>
            <td className="date">{day(row.dispatchedOn)}</td>
            <td>{row.stateLabel}</td>
            <td>{moment(row.leftAt)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
