/** Dates as an office writes them. The server sends dates; the page computes none of their meaning. */
import dayjs from "dayjs";
import timezone from "dayjs/plugin/timezone";
import utc from "dayjs/plugin/utc";
import "dayjs/locale/zh-cn";
import { ZONE } from "./zone";

dayjs.locale("zh-cn");
dayjs.extend(utc);
dayjs.extend(timezone);

/** 2026-03-05 -> 2026-03-05; nothing -> a dash. */
export function day(value: string | null | undefined): string {
  return value ? dayjs(value).format("YYYY-MM-DD") : "—";
}

/** 2026-03-05T08:02:00Z -> 2026-03-05 16:02 */
export function moment(value: string | null | undefined): string {
  return value ? dayjs(value).tz(ZONE).format("YYYY-MM-DD HH:mm") : "—";
}

/** 2026年3月5日, as in an official letter: Arabic digits without leading zeros. */
export function letterDay(value: string | null | undefined): string {
  return value ? dayjs(value).format("YYYY年M月D日") : "    年  月  日";
}

/** Today in the government's zone, as the API writes a date. */
export function today(): string {
  return dayjs().tz(ZONE).format("YYYY-MM-DD");
}

export { dayjs };
