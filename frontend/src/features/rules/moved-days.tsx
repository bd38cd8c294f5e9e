/** Which running due days would move if running cases went over to a pack. */
import { useMemo } from "react";
import { PreviewPackDocument } from "@/gql/graphql";
import { day } from "@/lib/dates";
import { useFresh } from "@/lib/fresh";
import { texts } from "@/lib/texts";
import { Sentences } from "@/ui/due-days";
import { Unanswered } from "@/ui/states";
import type { Body } from "./values";

const words = texts.rules.issue;

export function MovedDays({ body, over }: { body: Body; over: boolean }) {
  const text = useMemo(() => JSON.stringify(body), [body]);
  const answer = useFresh(PreviewPackDocument, { body: text }, { policy: "network-only" });
  if (!answer.data) return <Unanswered to={answer} />;
  const { running, arrived, kept, movedCases, movedDays, pastDays, days } = answer.data.previewPack;
  if (!over) return <p>{words.keptCount(running)}</p>;
  return (
    <>
      <p>
        {words.previewLead}
        {words.counted(running, movedCases, movedDays)}
        {words.arrived(arrived)}
        {kept ? words.bound(kept) : null}
        {days.length < movedDays ? words.more(days.length) : null}
      </p>
      {pastDays ? (
        <p className="pack-problem" role="alert">
          {words.past(pastDays)}
        </p>
      ) : null}
      {days.length ? (
        <table className="plain">
          <caption>{words.preview}</caption>
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
            {days.map((one) => (
              <tr key={`${one.number}:${one.unit}:${one.whatLabel}:${one.old}`}>
                <th scope="row">{one.number}</th>
                <td>{one.unit ?? words.ofCase}</td>
                <td>{one.whatLabel}</td>
                <td>
                  {day(one.old)}
                  <How lines={one.oldExplanation} />
                </td>
                <td>
                  {day(one.new)}
                  <How lines={one.newExplanation} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
    </>
  );
}

function How({ lines }: { lines: string[] }) {
  return (
    <details className="why">
      <summary>{texts.dueDays.title}</summary>
      <Sentences lines={lines} />
    </details>
  );
}
