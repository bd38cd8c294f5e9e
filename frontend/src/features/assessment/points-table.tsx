/** A ranking as a table: each column with the most that the scheme gives, and what was moved between columns. */
import type { ReactNode } from "react";
import { texts } from "@/lib/texts";

const words = texts.assessment.ranking;
const none = texts.assessment.sheet.none;

export interface Column {
  code: string;
  title: string;
  maximum: string;
  bonus: boolean;
}

export interface Points {
  code: string;
  points: string | null;
  weight: string;
  maximum: string;
  explanation?: string;
}

export interface PointsLine {
  key: string;
  rank: number | null;
  unit: ReactNode;
  total: string | null;
  notRanked: string | null;
  items: Points[];
}

interface Props {
  caption: string;
  full: string;
  columns: Column[];
  lines: PointsLine[];
}

/** Whether weight was moved to or from an item; the server sends numbers without zeros at their end. */
const moved = ({ weight, maximum }: Points) => Number(weight) !== Number(maximum);

export function PointsTable({ caption, full, columns, lines }: Props) {
  return (
    <>
      <table className="plain">
        <caption>{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{words.rank}</th>
            <th scope="col">{words.unit}</th>
            {columns.map(({ code, title, maximum, bonus }) => (
              <th key={code} scope="col" className="number">
                {title}
                <br />
                <span className="muted">{bonus ? words.bonus(maximum) : words.maximum(maximum)}</span>
              </th>
            ))}
            <th scope="col" className="number">
              {words.total}
              <br />
              <span className="muted">{words.maximum(full)}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <Line key={line.key} line={line} columns={columns} />
          ))}
        </tbody>
      </table>
      {lines.some(({ items }) => items.some(moved)) ? <p className="muted">{words.moved}</p> : null}
    </>
  );
}

function Line({ line, columns }: { line: PointsLine; columns: Column[] }) {
  const found = new Map(line.items.map((item) => [item.code, item]));
  return (
    <tr>
      <td className="number">{line.rank ?? none}</td>
      <th scope="row">
        {line.unit}
        {line.notRanked ? <span className="muted">　{line.notRanked}</span> : null}
      </th>
      {columns.map(({ code }) => {
        const item = found.get(code);
        return (
          <td key={code} className="number" title={item?.explanation}>
            {item?.points ?? none}
            {item && item.points !== null && moved(item) ? (
              <span className="muted">{words.outOf(item.weight)}</span>
            ) : null}
          </td>
        );
      })}
      <td className="number">
        <strong>{line.total ?? none}</strong>
      </td>
    </tr>
  );
}
