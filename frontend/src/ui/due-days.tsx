/** 这个日期怎么来的: due days with what was counted, passed over and cited, and who set them; on screen and paper. */
import { day, moment } from "@/lib/dates";
import { texts } from "@/lib/texts";
import { type DueDayFacts, type Standing, standing } from "@/ui/standing";

const words = texts.dueDays;

/** `open` on paper, where nothing can be opened. */
export function DueDays({ days, open = false }: { days: DueDayFacts[]; open?: boolean }) {
  if (days.length === 0) return null;
  return (
    <details className="why" open={open}>
      <summary>{words.all}</summary>
      <table className="plain due-days">
        <caption className="sr-only">{words.all}</caption>
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
          {standing(days).map((one) => (
            <tr key={`${one.now.what}:${one.now.subject}`}>
              <th scope="row">{one.now.whatLabel}</th>
              <td className="date">{day(one.now.day)}</td>
              <td>
                <Reason of={one} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

/** The days of an envelope: its sender counted them, and both sides read the same. */
export function SendersDays({ days, sender, open }: { days: DueDayFacts[]; sender: string; open?: boolean }) {
  if (days.length === 0) return <p className="muted">{words.noneAcross}</p>;
  return (
    <>
      <DueDays days={days} open={open} />
      <p className="muted">{words.sender(sender)}</p>
    </>
  );
}

/** The sentences, the days off by name, which a long count would bury in them, and what the day replaced. */
export function Reason({ of: { now, before } }: { of: Standing }) {
  return (
    <>
      <Sentences lines={now.explanation} />
      {now.passed.length > 0 ? (
        <details className="passed">
          <summary>{(now.moved ? words.movedOver : words.passed)(now.passed.length)}</summary>
          {now.passed.map((off) => `${day(off.day)} ${off.name}`).join("、")}
        </details>
      ) : null}
      {now.namedBy || before.length > 0 ? <SetBy of={now} /> : null}
      {before.map((old) => (
        <p key={`${old.version}-${old.day}`} className="muted">
          {words.replaced(day(old.day), old.article)}
        </p>
      ))}
    </>
  );
}

export function Sentences({ lines }: { lines: string[] }) {
  return (
    <ol className="reasons">
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ol>
  );
}

/** Who set it, when, by which step and why: of a day that a person named or that replaced another. */
function SetBy({ of }: { of: DueDayFacts }) {
  if (!of.setBy) return null;
  return (
    <p className="muted">{words.set(of.setBy, moment(of.setAt), of.stepLabel ?? "", of.reason ?? "")}</p>
  );
}
