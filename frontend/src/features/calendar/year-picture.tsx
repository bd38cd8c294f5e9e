/** The calendar picture of a year: twelve months, what the chosen day is, and the legend. */
import { type KeyboardEvent, useRef, useState } from "react";
import { today as todayOf } from "@/lib/dates";
import { texts } from "@/lib/texts";
import { MonthTable, spoken } from "./month-table";
import { type CalendarYear, type DayOfYear, type Month, monthsOf, shifted } from "./year";

const words = texts.calendar;
const STEPS: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };

function target(key: string, day: DayOfYear, month: Month | undefined): string | null {
  const step = STEPS[key];
  if (step !== undefined) return shifted(day.iso, step);
  const days = (month?.weeks ?? []).flat().filter((one) => one !== null);
  if (key === "Home") return days[0]?.iso ?? null;
  return key === "End" ? (days.at(-1)?.iso ?? null) : null;
}

export function YearPicture({ calendar }: { calendar: CalendarYear }) {
  const box = useRef<HTMLDivElement>(null);
  const today = todayOf();
  const months = monthsOf(calendar);
  const first = today.startsWith(String(calendar.year)) ? today : `${calendar.year}-01-01`;
  const [chosen, setChosen] = useState<string | null>(null);
  const current = chosen?.startsWith(String(calendar.year)) ? chosen : first;
  const day = months.flatMap(({ weeks }) => weeks.flat()).find((one) => one?.iso === current);
  const go = (event: KeyboardEvent) => {
    if (!day) return;
    const to = target(event.key, day, months[Number(day.iso.slice(5, 7)) - 1]);
    const cell = to ? box.current?.querySelector<HTMLElement>(`[data-day="${to}"]`) : null;
    if (!cell) return;
    event.preventDefault();
    cell.focus();
  };
  return (
    <>
      <Legend />
      <p className="day-told" aria-hidden="true">
        {day ? spoken(day, today) : ""} <span className="muted screen-only">{words.hint}</span>
      </p>
      {/* biome-ignore lint/a11y/useSemanticElements: twelve tables are one picture, not fields of a form */}
      <div ref={box} role="group" aria-label={words.picture} className="year-picture" onKeyDown={go}>
        {months.map((month) => (
          <MonthTable
            key={month.month}
            year={calendar.year}
            month={month}
            today={today}
            current={current}
            onEnter={setChosen}
          />
        ))}
      </div>
      <HolidayList calendar={calendar} />
    </>
  );
}

function Legend() {
  return (
    <ul className="day-legend" aria-label={words.legend}>
      <li className="day-workday">{words.kinds.workday}</li>
      <li className="day-weekend">{words.kinds.weekend}</li>
      <li className="day-off">休 {words.kinds.off}</li>
      <li className="day-on">班 {words.kinds.on}</li>
      <li className="day-today">{words.today}</li>
    </ul>
  );
}

/** The same in words: holidays by name with their days, and the make-up days. */
function HolidayList({ calendar }: { calendar: CalendarYear }) {
  const named = new Map<string, string[]>();
  for (const { day, name } of calendar.days) named.set(name, [...(named.get(name) ?? []), day]);
  return (
    <dl className="facts">
      {[...named].map(([name, days]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{days.map((day) => `${Number(day.slice(5, 7))}月${Number(day.slice(8))}日`).join("、")}</dd>
        </div>
      ))}
    </dl>
  );
}
