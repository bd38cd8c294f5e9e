/** The latest steps: when, who, what, and in which matter. */
import { boardTexts as texts } from "@/lib/texts-board";
import { kinds } from "@/lib/texts-choices";
import type { BoardState } from "./board-feed";
import { clockOf } from "./times";

export function Movements({ movements }: { movements: BoardState["movements"] }) {
  return (
    <section aria-labelledby="movements" className="movements">
      <h2 id="movements">{texts.movements}</h2>
      {movements.length === 0 ? <p className="note">{texts.nothing}</p> : null}
      <ol>
        {movements.map((one) => (
          <li key={one.id}>
            <time dateTime={one.at}>{clockOf(one.at)}</time>
            <span className="movement-unit">{one.unitName || texts.system}</span>
            <a href={`/cases/${one.caseId}`}>
              {one.stepLabel} · {one.caseNo || kinds[one.kind]}
              <span className="movement-case"> {one.caseTitle}</span>
            </a>
          </li>
        ))}
      </ol>
    </section>
  );
}
