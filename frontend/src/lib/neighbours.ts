/** The order of the list a person came from, so that a case page can offer the previous and next case. */

import { texts } from "@/lib/texts";

let order: string[] = [];
let goesOn = false;

/** `hasMore`: the list goes on behind these, so that their number is not its length. */
export function rememberOrder(ids: string[], hasMore: boolean): void {
  order = ids;
  goesOn = hasMore;
}

/** The cases before and after this one in the last list seen, if it was in it. */
export function neighboursOf(id: string): { previous?: string; next?: string; place?: string } {
  const at = order.indexOf(id);
  if (at < 0) return {};
  return {
    previous: order[at - 1],
    next: order[at + 1],
    place: texts.list.place(at + 1, order.length, goesOn),
  };
}
