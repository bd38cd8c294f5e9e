/** After the reply: what the proposers say of it, and the promises made in it. */
import { day } from "@/lib/dates";
import { texts } from "@/lib/texts";
import { LightMark } from "@/ui/chips";
import { Reason, Sentences } from "@/ui/due-days";
import { Section } from "@/ui/page";
import { standing } from "@/ui/standing";
import { Why } from "@/ui/why";
import type { Commitment, Feedback, FullCase } from "../model";

const { dueDays } = texts;
const { feedbackRow, commitmentRow, ...words } = texts.case;

function Heads({ titles }: { titles: readonly string[] }) {
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

/** `explained` puts the reckoning of each day below its line, as on paper. */
export function FeedbackRounds({ row, explained = false }: { row: FullCase; explained?: boolean }) {
  if (row.feedbackRounds.length === 0) return null;
  const axes = row.procedure.satisfactionAxes.map(({ label }) => label);
  return (
    <Section title={words.feedback} id="feedback">
      <table className="plain stacked">
        <caption className="sr-only">{feedbackRow.caption}</caption>
        <Heads titles={[...feedbackRow.columns, ...axes]} />
        <tbody>
          {row.feedbackRounds.map((round) => (
            <Round key={round.id} round={round} axes={axes} explained={explained} />
          ))}
        </tbody>
      </table>
    </Section>
  );
}

/** What was said in words has a line of its own: beside seven short columns there is no room for it. */
function Round({ round, axes, explained }: { round: Feedback; axes: string[]; explained: boolean }) {
  const [, state, sent, due, returned] = feedbackRow.columns;
  const said = round.opinion || round.channelLabel || round.enteredBy;
  return (
    <>
      <tr>
        <th scope="row">
          {round.unit.shortName} {words.round(round.round)}
        </th>
        <td data-label={state}>
          {round.stateLabel} <LightMark light={round.light} />
        </td>
        <td data-label={sent} className="date">
          {day(round.sentOn)}
        </td>
        <td data-label={due} className="date">
          {day(round.dueOn)} <WhyFeedback round={round} />
        </td>
        <td data-label={returned} className="date">
          {day(round.returnedOn)}
        </td>
        <td data-label={axes[0]}>{round.attitudeLabel ?? "—"}</td>
        <td data-label={axes[1]}>{round.resultLabel ?? "—"}</td>
      </tr>
      {said ? (
        <tr>
          <td colSpan={feedbackRow.columns.length + 2}>
            <div className="pre">{feedbackRow.opinion(round.opinion)}</div>
            <div className="muted">
              {round.channelLabel ? feedbackRow.channel(round.channelLabel) : ""}
              {round.enteredBy ? feedbackRow.by(round.enteredBy) : ""}
            </div>
          </td>
        </tr>
      ) : null}
      {explained && round.dueDays.length > 0 ? (
        <tr>
          <td colSpan={feedbackRow.columns.length + 2}>
            <div className="muted">{dueDays.of(dueDays.feedback(round.unit.shortName))}</div>
            <FeedbackReason round={round} />
          </td>
        </tr>
      ) : null}
    </>
  );
}

function WhyFeedback({ round }: { round: Feedback }) {
  return (
    <Why of={dueDays.feedback(round.unit.shortName)}>
      <FeedbackReason round={round} />
    </Why>
  );
}

function FeedbackReason({ round }: { round: Feedback }) {
  if (round.dueDays.length === 0) return <p>{dueDays.none}</p>;
  return standing(round.dueDays).map((one) => <Reason key={one.now.version} of={one} />);
}

export function Commitments({ row, explained = false }: { row: FullCase; explained?: boolean }) {
  if (row.commitments.length === 0) return null;
  return (
    <Section title={words.commitments} id="commitments">
      <table className="plain stacked">
        <caption className="sr-only">{commitmentRow.caption}</caption>
        <Heads titles={commitmentRow.columns} />
        <tbody>
          {row.commitments.map((promise) => (
            <PromiseLine key={promise.id} promise={promise} explained={explained} />
          ))}
        </tbody>
      </table>
    </Section>
  );
}

function PromiseLine({ promise, explained }: { promise: Commitment; explained: boolean }) {
  const [, content, state, due, progress] = commitmentRow.columns;
  return (
    <tr>
      <th scope="row">{promise.unit.shortName}</th>
      <td data-label={content} className="pre">
        {promise.content}
        {explained ? <PromiseReason promise={promise} /> : null}
      </td>
      <td data-label={state}>
        {promise.stateLabel} <LightMark light={promise.light} />
      </td>
      <td data-label={due} className="date">
        {day(promise.promisedOn)}{" "}
        <Why of={dueDays.promise(promise.unit.shortName)}>
          <PromiseReason promise={promise} />
        </Why>
        {promise.promisedOn === promise.originalPromisedOn ? null : (
          <div>{commitmentRow.was(day(promise.originalPromisedOn))}</div>
        )}
        {promise.nextReport ? (
          <div className="muted">
            {commitmentRow.report(day(promise.nextReport), promise.reportCovers ?? "")}
          </div>
        ) : null}
        {promise.carriedOver ? <div>{promise.carriedOver}</div> : null}
      </td>
      <td data-label={progress} className="pre">
        {promise.progress || "—"}
      </td>
    </tr>
  );
}

/** A person named it, each delay too; the day of the next report is the pack's. */
function PromiseReason({ promise }: { promise: Commitment }) {
  const report = promise.reportArticle && commitmentRow.reportBy + dueDays.ground(promise.reportArticle);
  return <Sentences lines={[...promise.explanation, ...(report ? [report] : [])]} />;
}
