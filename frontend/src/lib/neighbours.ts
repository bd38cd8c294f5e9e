/** The order of the list a person came from, so that a case page can offer the previous and next case. */

let order: string[] = [];

export function rememberOrder(ids: string[]): void {
  order = ids;
}

/** The cases before and after this one in the last list seen, if it was in it. */
export function neighboursOf(id: string): { previous?: string; next?: string; place?: string } {
  const at = order.indexOf(id);
  if (at < 0) return {};
  return { previous: order[at - 1], next: order[at + 1], place: `${at + 1}/${order.length}` };
}
