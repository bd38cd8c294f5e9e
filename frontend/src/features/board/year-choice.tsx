/** Which year the board counts: chosen by whoever sits before it, only told on a wall. */
import { boardTexts as texts } from "@/lib/texts-board";
import { type BoardState, isDisplay } from "./board-feed";

interface Props {
  state: Pick<BoardState, "year" | "years">;
  /** Told no year when it is the newest. */
  onYear: (year: number | undefined) => void;
}

export function YearChoice({ state, onYear }: Props) {
  if (isDisplay) return <span className="board-day">{texts.yearOf(state.year)}</span>;
  const choose = (year: number) => onYear(year === state.years[0] ? undefined : year);
  return (
    <label className="board-year">
      {texts.year}
      <select value={state.year} onChange={(event) => choose(Number(event.target.value))}>
        {state.years.map((year) => (
          <option key={year} value={year}>
            {texts.yearOf(year)}
          </option>
        ))}
      </select>
    </label>
  );
}
