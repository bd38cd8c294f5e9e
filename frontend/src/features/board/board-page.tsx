/** The board: one screen to be looked at from afar, every figure a way into the list; never old without saying so. */
import { boot } from "@/lib/boot";
import { boardTexts as texts } from "@/lib/texts-board";
import { Panels } from "@/ui/panels";
import { type BoardState, isDisplay, type Shown, useBoard } from "./board-feed";
import { Earlier, Headline, LightsByKind, Stages } from "./figures";
import { Lower } from "./lower";
import { Movements } from "./movements";
import { secondOf } from "./times";
import { Units } from "./units";
import { signInFor, useYear } from "./year-address";
import { YearChoice } from "./year-choice";

export function BoardPage() {
  const [year, choose] = useYear();
  const shown = useBoard(year);
  const lags = shown.standing === "live" && shown.behindSince !== null;
  return (
    <div className={`board board-${lags ? "behind" : shown.standing}`}>
      <Top shown={shown} onYear={choose} />
      {/* nobody stands at a wall, and what its figures lead to is not for its seat */}
      <main inert={isDisplay}>
        {shown.state && !(isDisplay && shown.standing === "outside") ? (
          <Figures state={shown.state} />
        ) : (
          <Waiting shown={shown} year={year} />
        )}
      </main>
    </div>
  );
}

function Top({ shown, onYear }: { shown: Shown; onYear: (year: number | undefined) => void }) {
  const time = shown.asOf ? secondOf(Date.parse(shown.asOf)) : "";
  const stale = shown.state !== null && shown.standing !== "live";
  return (
    <header className="board-top">
      <h1>
        {boot.government?.name} <span>{texts.title}</span>
      </h1>
      <span className="board-day">{shown.state?.day}</span>
      {shown.state ? <YearChoice state={shown.state} onYear={onYear} /> : null}
      <nav hidden={isDisplay}>
        <a href="/cases">{texts.cases}</a>
        <button type="button" onClick={() => window.print()}>
          {texts.print}
        </button>
      </nav>
      <p role="status" className="board-standing" data-seq={shown.seq}>
        {shown.standing === "live" && shown.behindSince
          ? `○ ${texts.behind(secondOf(Date.parse(shown.behindSince)))}`
          : null}
        {shown.standing === "live" && !shown.behindSince
          ? `● ${texts.live} · ${texts.dataOf(time)} · ${texts.state(shown.seq)}`
          : null}
        {shown.standing === "lost" && !stale ? `○ ${texts.lost}` : null}
        {stale ? `○ ${texts.stale(time)}` : null}
      </p>
    </header>
  );
}

function Waiting({ shown, year }: { shown: Shown; year: number | undefined }) {
  if (shown.standing === "outside" && isDisplay) {
    return <p className="board-waiting">{texts.displayEnded}</p>;
  }
  if (shown.standing === "outside") {
    return (
      <p className="board-waiting">
        {texts.signIn} <a href={signInFor(year)}>{texts.goSignIn}</a>
      </p>
    );
  }
  return <p className="board-waiting">{shown.standing === "none" ? texts.none : texts.waiting}</p>;
}

/** A unit has no figures of kinds, a committee no units: then there are two columns. */
function columnsOf({ figures, units }: BoardState): string {
  if (figures.length === 0) return "board-columns board-own";
  return units.length > 0 ? "board-columns" : "board-columns board-two";
}

function Figures({ state }: { state: BoardState }) {
  return (
    <>
      <Panels of={state}>
        {state.figures.length > 0 ? <Headline figures={state.figures} year={state.year} /> : null}
        {state.figures.length > 0 ? <Earlier figures={state.figures} year={state.year} /> : null}
      </Panels>
      <div className={columnsOf(state)}>
        {state.figures.length > 0 ? (
          <div className="board-left">
            <Panels of={state}>
              <LightsByKind figures={state.figures} year={state.year} />
              <Stages figures={state.figures} year={state.year} />
            </Panels>
          </div>
        ) : null}
        <Panels of={state}>
          {state.units.length > 0 ? <Units units={state.units} year={state.year} /> : null}
          <Movements movements={state.movements} />
        </Panels>
      </div>
      <Panels of={state}>{state.lower.length > 0 ? <Lower lower={state.lower} /> : null}</Panels>
    </>
  );
}
