/** 这个日期怎么来的: every due day of a unit's part with what was counted, passed over and cited; on screen and paper. */
import type { DueDayFactsFragment } from "@/gql/graphql";
import { day } from "@/lib/dates";
import { texts } from "@/lib/texts";

const words = texts.case.dueDays;

/** The day that holds of each kind, in the order in which they were first set, with the days it replaced. */
export function standing(
  days: DueDayFactsFragment[],
): { now: DueDayFactsFragment; before: DueDayFactsFragment[] }[] {
  const kinds = [...new Set(days.map(({ what }) => what))];
  return kinds.flatMap((kind) => {
    const same = days.filter(({ what }) => what === kind);
    const now = same.at(-1);
    // a day that stood, but was counted again by a newer calendar, replaced nothing
    const before = same.slice(0, -1).filter((one, place) => one.day !== same[place + 1]?.day);
    return now ? [{ now, before: before.reverse() }] : [];
  });
}

export function DueDays({ days, open = false }: { days: DueDayFactsFragment[]; open?: boolean }) {
  if (days.length === 0) return null;
  return (
    <details className="why" open={open}>
      <summary>{words.title}</summary>
      <table className="table due-days">
        <caption className="sr-only">{words.title}</caption>
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
          {standing(days).map(({ now, before }) => (
            <tr key={now.what}>
              <th scope="row">{now.whatLabel}</th>
              <td className="nowrap">{day(now.day)}</td>
              <td>
                <Reason of={now} />
                {before.map((old) => (
                  <p key={`${old.version}-${old.day}`} className="muted">
                    {words.replaced(day(old.day), old.article)}
                  </p>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

/** The sentences, and the days off by name, which a long count would bury in them. */
function Reason({ of }: { of: DueDayFactsFragment }) {
  return (
    <>
      <ol className="reasons">
        {of.explanation.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ol>
      {of.passed.length > 0 ? (
        <details className="passed">
          <summary>{words.passed(of.passed.length)}</summary>
          {of.passed.map((off) => `${day(off.day)} ${off.name}`).join("、")}
        </details>
      ) : null}
    </>
  );
}
