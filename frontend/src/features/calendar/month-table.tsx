/** One month: a table of weeks, each day a cell that the arrow keys reach. */
import { texts } from "@/lib/texts";
import type { DayOfYear, Month } from "./year";

const words = texts.calendar;

interface Props {
  year: number;
  month: Month;
  today: string;
  /** the one day of the year that the tab key reaches */
  current: string;
  onEnter: (iso: string) => void;
}

/** 2026年10月1日 周四 国庆节 放假 */
export function spoken(day: DayOfYear, today: string): string {
  const [year, month] = day.iso.split("-").map(Number);
  return [
    `${year}年${month}月${day.number}日`,
    words.weekday(day.weekday),
    day.name,
    words.kinds[day.kind],
    day.iso === today ? words.today : "",
  ]
    .filter(Boolean)
    .join(" ");
}

export function MonthTable({ year, month, today, current, onEnter }: Props) {
  return (
    <table className="month">
      <caption>
        {words.month(year, month.month)} <span className="muted">{words.workdays(month.workdays)}</span>
      </caption>
      <thead>
        <tr>
          {words.weekdays.map((name) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {month.weeks.map((week) => (
          <tr key={week.find(Boolean)?.iso}>
            {week.map((day, place) =>
              day ? (
                <td key={day.iso} className={`day day-${day.kind}${day.iso === today ? " day-today" : ""}`}>
                  <button
                    type="button"
                    data-day={day.iso}
                    tabIndex={day.iso === current ? 0 : -1}
                    aria-label={spoken(day, today)}
                    title={spoken(day, today)}
                    aria-current={day.iso === today ? "date" : undefined}
                    onFocus={() => onEnter(day.iso)}
                  >
                    <span className="day-number">{day.number}</span>
                    <span className="day-mark">{mark(day)}</span>
                  </button>
                </td>
              ) : (
                // biome-ignore lint/suspicious/noArrayIndexKey: an empty cell is its place
                <td key={place} />
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** What stands below the number: readable without colour, on screen and on paper. */
function mark(day: DayOfYear): string {
  if (day.kind === "on") return "班";
  return day.kind === "off" ? "休" : "";
}
