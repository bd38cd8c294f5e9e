/** 办理经过 as pages from the newest step: how they are joined, and reminders laid between them. Pure. */
import type { HistoryPageFragment } from "@/gql/graphql";
import type { CaseEvent, Reminder } from "./model";

/** Steps that are there, newest first, and where the older ones go on. */
export interface Steps {
  rows: CaseEvent[];
  cursor: string | null;
  hasMore: boolean;
}

export function stepsOf({ edges, pageInfo }: HistoryPageFragment): Steps {
  return {
    rows: edges.map(({ node }) => node),
    cursor: pageInfo.endCursor,
    hasMore: pageInfo.hasNextPage,
  };
}

/** What was loaded before, under the newest page as it is now; with a gap between them the newest page only. */
export function joined(newest: Steps, before: Steps | null): Steps {
  const ids = new Set(newest.rows.map(({ id }) => id));
  if (!before?.rows.some(({ id }) => ids.has(id))) return newest;
  return { ...before, rows: [...newest.rows, ...before.rows.filter(({ id }) => !ids.has(id))] };
}

export function withOlder(shown: Steps, older: Steps): Steps {
  return { ...older, rows: [...shown.rows, ...older.rows] };
}

/** Steps and reminders in one order, newest first; reminders of the time whose steps are not loaded wait for these. */
export function history({ rows, hasMore }: Steps, reminders: Reminder[]): (CaseEvent | Reminder)[] {
  const oldest = hasMore ? (rows.at(-1)?.at ?? "") : "";
  const told = reminders.filter(({ at }) => at.localeCompare(oldest) >= 0);
  return [...rows, ...told].sort((one, other) => other.at.localeCompare(one.at));
}
