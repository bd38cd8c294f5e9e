/** Parts of the board: headline figures, light bars, stages, units, tiles of lower governments. */
import { boardTexts as texts } from "@/lib/texts-board";
import { kinds, lights, states } from "@/lib/texts-choices";
import type { CaseState, Light } from "@/gql/graphql";
import { ARRIVED, countAt, type Figures, listOf, OPEN, REPLIED, type Sums, sums, UNFINISHED } from "./sums";

const HEADLINES = ["total", "arrived", "unfinished", "green", "yellow", "red", "replied"] as const;
const LISTS: Record<(typeof HEADLINES)[number], Parameters<typeof listOf>[0]> = {
  total: {},
  arrived: { state: ARRIVED },
  unfinished: { state: UNFINISHED },
  green: { light: "GREEN" },
  yellow: { light: "YELLOW" },
  red: { light: "RED" },
  replied: { state: REPLIED },
};
const LIGHT_OF: Partial<Record<keyof Sums, Light>> = { green: "GREEN", yellow: "YELLOW", red: "RED" };
export const LAMPS = ["green", "yellow", "red"] as const;

interface OfYear {
  figures: Figures;
  year: number;
}

/** What is still open of the years before: told apart, so that it neither counts as this year's nor is out of sight. */
export function Earlier({ figures, year }: OfYear) {
  const { earlier, earlierRed } = sums(figures);
  if (earlier === 0) return null;
  return (
    <p className="board-earlier">
      {texts.earlier}{" "}
      <a href={listOf({ state: OPEN, before: year })}>
        <b>{earlier}</b>
      </a>{" "}
      {texts.pieces}
      {earlierRed > 0 ? (
        <>
          {texts.ofThemRed}{" "}
          <a className="lamp-text-red" href={listOf({ light: "RED", before: year })}>
            <b>{earlierRed}</b>
          </a>{" "}
          {texts.pieces}
        </>
      ) : null}
    </p>
  );
}

export function Headline({ figures, year }: OfYear) {
  const of = sums(figures);
  return (
    <dl className="headline">
      {HEADLINES.map((name) => (
        <div key={name} className={`headline-${name}`} title={texts.meaning[name]}>
          <dt>{texts.figures[name]}</dt>
          <dd>
            <a href={listOf({ ...LISTS[name], year })}>{of[name]}</a>
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** One bar of three lights; the numbers stand beside it, so that colour is never alone. */
export function LightBar({ green, yellow, red }: Pick<Sums, "green" | "yellow" | "red">) {
  const all = green + yellow + red || 1;
  const widths = { green: (green / all) * 100, yellow: (yellow / all) * 100, red: (red / all) * 100 };
  return (
    <svg className="light-bar" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
      <rect className="lamp-green" x="0" y="0" width={widths.green} height="6" />
      <rect className="lamp-yellow" x={widths.green} y="0" width={widths.yellow} height="6" />
      <rect className="lamp-red" x={widths.green + widths.yellow} y="0" width={widths.red} height="6" />
    </svg>
  );
}

export function LightsByKind({ figures, year }: OfYear) {
  return (
    <section aria-labelledby="lights">
      <h2 id="lights">{texts.lights}</h2>
      {figures.map((row) => (
        <div key={row.kind} className="lights-of-kind">
          <strong>{kinds[row.kind]}</strong>
          <LightBar {...row} />
          <span className="lamps">
            {LAMPS.map((lamp) => (
              <a
                key={lamp}
                className={`lamp-text-${lamp}`}
                href={listOf({ light: LIGHT_OF[lamp], kind: row.kind, year })}
              >
                {lights[LIGHT_OF[lamp] ?? "GREY"]} <b>{row[lamp]}</b>
              </a>
            ))}
          </span>
        </div>
      ))}
    </section>
  );
}

export function Stages({ figures, year }: OfYear) {
  const shown = (Object.keys(states) as CaseState[]).filter((stage) =>
    figures.some((row) => countAt(figures, row.kind, stage) > 0),
  );
  const of = (stage: CaseState) => figures.map((row) => countAt(figures, row.kind, stage));
  const most = Math.max(1, ...shown.map((stage) => of(stage).reduce((all, one) => all + one, 0)));
  return (
    <section aria-labelledby="stages">
      <h2 id="stages">
        {texts.stages} <small>{figures.map((row) => kinds[row.kind]).join(" / ")}</small>
      </h2>
      <ul className="stages">
        {shown.map((stage) => (
          <li key={stage}>
            <a href={listOf({ state: [stage], year })}>{states[stage]}</a>
            <svg className="stage-bar" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
              <StageRects counts={of(stage)} most={most} />
            </svg>
            <span className="stage-count">{of(stage).join(" / ")}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function StageRects({ counts, most }: { counts: number[]; most: number }) {
  const starts = counts.map((_, at) => counts.slice(0, at).reduce((all, one) => all + one, 0));
  const names = ["stage-first", "stage-second"];
  return names
    .slice(0, counts.length)
    .map((name, at) => (
      <rect
        key={name}
        className={name}
        x={((starts[at] ?? 0) / most) * 100}
        y="0"
        width={((counts[at] ?? 0) / most) * 100}
        height="6"
      />
    ));
}
