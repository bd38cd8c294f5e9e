/** A year as a picture shows it: months of weeks of days, each with what the notice makes of it. */
import type { WorkCalendarQuery } from "@/gql/graphql";

export type CalendarYear = WorkCalendarQuery["workCalendar"];
export type Kind = "workday" | "weekend" | "off" | "on";

export interface DayOfYear {
  /** as the API writes a date */
  iso: string;
  number: number;
  /** 0 is Monday */
  weekday: number;
  kind: Kind;
  /** the holiday, or "" */
  name: string;
}

export interface Month {
  month: number;
  /** weeks from Monday; null where the day belongs to another month */
  weeks: (DayOfYear | null)[][];
  workdays: number;
}

const DAYS = 7;
const SATURDAY = 5;

/** The date so many days later, without any time zone in between. */
export function shifted(iso: string, days: number): string {
  const at = new Date(`${iso}T00:00:00Z`);
  at.setUTCDate(at.getUTCDate() + days);
  return at.toISOString().slice(0, 10);
}

export function monthsOf({ year, days }: Pick<CalendarYear, "year" | "days">): Month[] {
  const named = new Map(days.map((one) => [one.day, one]));
  return Array.from({ length: 12 }, (_, index) => monthOf(year, index + 1, named));
}

function monthOf(year: number, month: number, named: Map<string, CalendarYear["days"][number]>): Month {
  const length = new Date(Date.UTC(year, month, 0)).getUTCDate();
  const days = Array.from({ length }, (_, index) => dayOf(year, month, index + 1, named));
  const cells: (DayOfYear | null)[] = [...Array(days[0]?.weekday ?? 0).fill(null), ...days];
  while (cells.length % DAYS !== 0) cells.push(null);
  const weeks = Array.from({ length: cells.length / DAYS }, (_, week) =>
    cells.slice(week * DAYS, week * DAYS + DAYS),
  );
  return { month, weeks, workdays: days.filter(({ kind }) => kind === "workday" || kind === "on").length };
}

function dayOf(
  year: number,
  month: number,
  number: number,
  named: Map<string, CalendarYear["days"][number]>,
): DayOfYear {
  const iso = `${year}-${String(month).padStart(2, "0")}-${String(number).padStart(2, "0")}`;
  const weekday = (new Date(`${iso}T00:00:00Z`).getUTCDay() + 6) % DAYS;
  const found = named.get(iso);
  const plain: Kind = weekday < SATURDAY ? "workday" : "weekend";
  const kind: Kind = found ? (found.working ? "on" : "off") : plain;
  return { iso, number, weekday, kind, name: found && !found.working ? found.name : "" };
}
