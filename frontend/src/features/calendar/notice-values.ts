/** What the upload form holds, and how it becomes the API's input and back. */
import type { HolidayNoticeInput, ReadHolidayNoticeQuery } from "@/gql/graphql";

export interface HolidayRow {
  name?: string;
  start?: string;
  end?: string;
  /** dates parted by 、 */
  makeUp?: string;
  days?: number | null;
}

export interface NoticeValues {
  year?: string;
  number?: string;
  title?: string;
  issuedOn?: string;
  holidays?: HolidayRow[];
  reason?: string;
}

export type Draft = NonNullable<ReadHolidayNoticeQuery["readHolidayNotice"]["draft"]>;

const BETWEEN = /[\s、，,;；]+/;
const DATE = /^\d{4}-\d{2}-\d{2}$/;

/** The dates of a cell; null when one of them is none. */
export function datesOf(text: string | undefined): string[] | null {
  const parts = (text ?? "").split(BETWEEN).filter(Boolean);
  const valid = parts.every((part) => DATE.test(part) && !Number.isNaN(Date.parse(part)));
  return valid ? parts : null;
}

export function valuesOf(draft: Draft): NoticeValues {
  return {
    year: String(draft.year),
    number: draft.number ?? "",
    title: draft.title,
    issuedOn: draft.issuedOn ?? "",
    holidays: draft.holidays.map(({ name, start, end, makeUp, days }) => ({
      name,
      start,
      end,
      makeUp: makeUp.join("、"),
      days,
    })),
    reason: "",
  };
}

export function inputOf(values: NoticeValues): HolidayNoticeInput {
  return {
    year: Number(values.year ?? 0),
    number: values.number ?? "",
    title: values.title ?? "",
    issuedOn: values.issuedOn || null,
    holidays: (values.holidays ?? []).map((row) => ({
      name: row.name ?? "",
      start: row.start ?? "",
      end: row.end ?? "",
      makeUp: datesOf(row.makeUp) ?? [],
      days: row.days ?? null,
    })),
    reason: values.reason ?? "",
  };
}
