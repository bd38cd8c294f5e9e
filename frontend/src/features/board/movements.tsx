/** The latest steps, by name only. */
import { boardTexts as texts } from "@/lib/texts-board";
import { kinds } from "@/lib/texts-choices";
import type { BoardState } from "./board-feed";

export function Movements({ movements }: { movements: BoardState["movements"] }) {
  return (
    <section aria-labelledby="movements" className="movements">
      <h2 id="movements">{texts.movements}</h2>
      {movements.length === 0 ? <p className="note">{texts.nothing}</p> : null}
      <ol>
        {movements.map((one) => (
          <li key={one.id}>
            <time dateTime={one.at}>{clockOf(one.at)}</time>
            <span className="movement-unit">{one.unitName}</span>
            <a href={`/cases/${one.caseId}`}>
              {kinds[one.kind]} · {one.stepLabel}
            </a>
          </li>
        ))}
      </ol>
    </section>
  );
}

const sameDay = new Intl.DateTimeFormat("zh-CN", { hour: "2-digit", minute: "2-digit", hour12: false });
const otherDay = new Intl.DateTimeFormat("zh-CN", { month: "numeric", day: "numeric" });

function clockOf(at: string): string {
  const when = new Date(at);
  return when.toDateString() === new Date().toDateString() ? sameDay.format(when) : otherDay.format(when);
}
