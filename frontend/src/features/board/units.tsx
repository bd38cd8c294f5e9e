/** The board's units by trouble, and what is still open with each of the years before. */
import { boardTexts as texts } from "@/lib/texts-board";
import type { BoardState } from "./board-feed";
import { listOf } from "./sums";

/** As many as the column has room for beside the stages and the lights. */
const UNITS = 16;

export function Units({ units, year }: { units: BoardState["units"]; year: number }) {
  const shown = units.slice(0, UNITS);
  const rest = units.slice(UNITS);
  return (
    <section aria-labelledby="units" className="units">
      <h2 id="units">{texts.units}</h2>
      <table>
        <thead>
          <tr>
            {texts.unitColumns.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map((unit) => (
            <tr key={unit.id}>
              <th scope="row">
                <a href={listOf({ unit: unit.id, year })} title={unit.name}>
                  {unit.shortName}
                </a>
              </th>
              <td>{unit.toSign}</td>
              <td>{unit.doing}</td>
              <td className={unit.overdue > 0 ? "lamp-text-red" : undefined}>{unit.overdue}</td>
              <td>{unit.done}</td>
              <td className={unit.earlierOverdue > 0 ? "lamp-text-red" : undefined}>{unit.earlier}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {rest.length > 0 ? <p className="note">{texts.moreUnits(rest.length, lateOnes(rest))}</p> : null}
    </section>
  );
}

/** How many of them have something overdue. */
export function lateOnes(units: Pick<BoardState["units"][number], "overdue" | "earlierOverdue">[]): number {
  return units.filter((unit) => unit.overdue + unit.earlierOverdue > 0).length;
}
