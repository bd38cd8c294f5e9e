/** Dates as an office writes them. The server sends dates; the page computes none of their meaning. */
import dayjs from "dayjs";
import "dayjs/locale/zh-cn";

dayjs.locale("zh-cn");

/** 2026-03-05 -> 2026-03-05; nothing -> a dash. */
export function day(value: string | null | undefined): string {
  return value ? dayjs(value).format("YYYY-MM-DD") : "—";
}

/** 2026-03-05T08:02:00Z -> 2026-03-05 16:02 in the reader's zone. */
export function moment(value: string | null | undefined): string {
  return value ? dayjs(value).format("YYYY-MM-DD HH:mm") : "—";
}

/** 2026年3月5日, as in an official letter: Arabic digits without leading zeros. */
export function letterDay(value: string | null | undefined): string {
  return value ? dayjs(value).format("YYYY年M月D日") : "    年  月  日";
}

/** Today in the reader's zone, as the API writes a date. */
export function today(): string {
  return dayjs().format("YYYY-MM-DD");
}

export { dayjs };
