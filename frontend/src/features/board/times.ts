/** Times on the board, in the zone of the governments here: a screen set to another one shows what its neighbours show. */
import { ZONE } from "@/lib/zone";

const clock = { timeZone: ZONE, hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;
const second = new Intl.DateTimeFormat("zh-CN", { ...clock, second: "2-digit" });
const minute = new Intl.DateTimeFormat("zh-CN", clock);
const day = new Intl.DateTimeFormat("zh-CN", { timeZone: ZONE, month: "numeric", day: "numeric" });
const date = new Intl.DateTimeFormat("zh-CN", { timeZone: ZONE, dateStyle: "short" });

/** 16:02:31 */
export function secondOf(moment: number): string {
  return second.format(moment);
}

/** The time of something that happened today, else its day. */
export function clockOf(at: string, now: Date = new Date()): string {
  const when = new Date(at);
  return date.format(when) === date.format(now) ? minute.format(when) : day.format(when);
}
