/** After the reply: what the proposers say of it, and the promises made in it. */
import { day } from "@/lib/dates";
import { texts } from "@/lib/texts";
import { LightMark } from "@/ui/chips";
import { Section } from "@/ui/page";
import type { Feedback, FullCase } from "../model";

const { feedbackRow, commitmentRow, ...words } = texts.case;

function Heads({ titles }: { titles: string[] }) {
  return (
    <thead>
      <tr>
        {titles.map((title) => (
          <th key={title} scope="col">
            {title}
          </th>
        ))}
      </tr>
    </thead>
  );
}

export function FeedbackRounds({ row }: { row: FullCase }) {
  if (row.feedbackRounds.length === 0) return null;
  return (
    <Section title={words.feedback} id="feedback">
      <table className="plain">
        <caption className="sr-only">{feedbackRow.caption}</caption>
        <Heads titles={feedbackRow.columns} />
        <tbody>
          {row.feedbackRounds.map((round) => (
            <Round key={round.id} round={round} />
          ))}
        </tbody>
      </table>
    </Section>
  );
}

/** What was said in words has a line of its own: beside seven short columns there is no room for it. */
function Round({ round }: { round: Feedback }) {
  const said = round.opinion || round.channel || round.enteredBy;
  return (
    <>
      <tr>
        <th scope="row">
          {round.unit.shortName} {words.round(round.round)}
        </th>
        <td>
          {round.stateLabel} <LightMark light={round.light} />
        </td>
        <td className="date">{day(round.sentOn)}</td>
        <td className="date">{day(round.dueOn)}</td>
        <td className="date">{day(round.returnedOn)}</td>
        <td>{round.attitudeLabel ?? "—"}</td>
        <td>{round.resultLabel ?? "—"}</td>
      </tr>
      {said ? (
        <tr>
          <td colSpan={feedbackRow.columns.length}>
            <div className="pre">{feedbackRow.opinion(round.opinion)}</div>
            <div className="muted">
              {feedbackRow.channel(round.channel)}
              {round.enteredBy ? feedbackRow.by(round.enteredBy) : ""}
            </div>
          </td>
        </tr>
      ) : null}
    </>
  );
}

export function Commitments({ row }: { row: FullCase }) {
  if (row.commitments.length === 0) return null;
  return (
    <Section title={words.commitments} id="commitments">
      <table className="plain">
        <caption className="sr-only">{commitmentRow.caption}</caption>
        <Heads titles={commitmentRow.columns} />
        <tbody>
          {row.commitments.map((promise) => (
            <tr key={promise.id}>
              <th scope="row">{promise.unit.shortName}</th>
              <td className="pre">{promise.content}</td>
              <td>
                {promise.stateLabel} <LightMark light={promise.light} />
              </td>
              <td className="date">
                {day(promise.promisedOn)}
                {promise.promisedOn === promise.originalPromisedOn ? null : (
                  <div>{commitmentRow.was(day(promise.originalPromisedOn))}</div>
                )}
                {promise.nextReport ? (
                  <div className="muted" title={promise.reportArticle ?? undefined}>
                    {commitmentRow.report(day(promise.nextReport))}
                  </div>
                ) : null}
              </td>
              <td className="pre">{promise.progress || "—"}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}
