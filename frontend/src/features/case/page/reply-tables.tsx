/** Tables of a reply: the points matrix and the office's checklist. */
import { day } from "@/lib/dates";
import { texts } from "@/lib/texts";
import type { Reply } from "../model";

const words = texts.case.reply;

export function Points({ points }: { points: Reply["points"] }) {
  if (points.length === 0) return null;
  return (
    <table className="plain points">
      <caption>{words.points}</caption>
      <thead>
        <tr>
          {words.pointColumns.map((title) => (
            <th key={title} scope="col">
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {points.map((point, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: points have no id and are numbered by their place
          <tr key={index}>
            <th scope="row">{index + 1}</th>
            <td className="pre">{point.request}</td>
            <td className="pre">{point.response}</td>
            <td>{point.resultClass}</td>
            <td>{point.promise || "—"}</td>
            <td className="date">{point.promisedOn ? day(point.promisedOn) : "—"}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export function Verdicts({ verdicts }: { verdicts: Reply["officeChecklist"] }) {
  if (verdicts.length === 0) return null;
  return (
    <details className="why" open={verdicts.some(({ passed }) => !passed)}>
      <summary>{words.checklist}</summary>
      <ul>
        {verdicts.map((verdict) => (
          <li key={verdict.code}>
            {verdict.label}：{verdict.passed ? words.passed : <strong>{words.failed}</strong>}
            {verdict.note ? `　${verdict.note}` : ""}
          </li>
        ))}
      </ul>
    </details>
  );
}
