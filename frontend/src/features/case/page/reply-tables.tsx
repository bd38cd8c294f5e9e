/** Parts of a reply: the points matrix, the office's checklist, why it was sent back. */
import type { StepCode } from "@/gql/graphql";
import { day, moment } from "@/lib/dates";
import { texts } from "@/lib/texts";
import { classWords, type FullCase, type Reply } from "../model";

const words = texts.case.reply;

export function Points({ points }: { points: Reply["points"] }) {
  if (points.length === 0) return null;
  const [, request, response, resultClass, promise, promisedOn] = words.pointColumns;
  return (
    <table className="plain points stacked">
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
            <td data-label={request} className="pre">
              {point.request}
            </td>
            <td data-label={response} className="pre">
              {point.response}
            </td>
            <td data-label={resultClass} title={point.resultClassMeaningLabel ?? undefined}>
              {classWords(point, false)}
            </td>
            <td data-label={promise}>{point.promise || "—"}</td>
            <td data-label={promisedOn} className="date">
              {point.promisedOn ? day(point.promisedOn) : "—"}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const RETURNS: Record<string, StepCode> = {
  UNIT_RETURNED: "RETURN_IN_UNIT",
  OFFICE_RETURNED: "RETURN_FROM_OFFICE",
};

/** Why the draft lies with its drafter again: the newest return of this unit, in its own words. */
export function SentBack({ row, reply }: { row: FullCase; reply: Reply }) {
  const step = RETURNS[reply.state];
  const last = row.events.edges
    .map(({ node }) => node)
    .find((event) => event.step === step && event.subjectLabel === reply.unit.name);
  if (!last) return null;
  return (
    <p className="conflict" role="note">
      {`${last.label}（${last.actor} ${moment(last.at)}）：`}
      <span className="pre">{last.reason}</span>
    </p>
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
