/** Figures of several kinds added up, and the address of the list behind a figure. */
import type { CaseState, Light } from "@/gql/graphql";
import type { BoardState } from "./board-feed";

export type Figures = BoardState["figures"];

export interface Sums {
  total: number;
  arrived: number;
  unfinished: number;
  green: number;
  yellow: number;
  red: number;
  replied: number;
  /** Of the years before: open, and past their due day. */
  earlier: number;
  earlierRed: number;
}

export const REPLIED: readonly CaseState[] = ["REPLIED", "TRACKING", "CLOSED", "ARCHIVED"];

/** Handed in and not yet handed over to a unit: not 在办. */
export const ARRIVED: readonly CaseState[] = ["REGISTERED", "UNDER_REVIEW", "FILED"];

/** What the server counts as 在办: handed over to a unit, and not finished. */
export const UNFINISHED: readonly CaseState[] = [
  "DISPATCHED",
  "HANDLING",
  "REPLIED",
  "REHANDLING",
  "TRACKING",
];

export function sums(figures: Figures): Sums {
  const sum = (of: (row: Figures[number]) => number) => figures.reduce((all, row) => all + of(row), 0);
  return {
    total: sum((row) => row.total),
    arrived: sum((row) => row.arrived),
    unfinished: sum((row) => row.unfinished),
    green: sum((row) => row.green),
    yellow: sum((row) => row.yellow),
    red: sum((row) => row.red),
    replied: sum((row) =>
      row.stages.reduce((all, { stage, count }) => all + (REPLIED.includes(stage) ? count : 0), 0),
    ),
    earlier: sum((row) => row.earlier.unfinished),
    earlierRed: sum((row) => row.earlier.red),
  };
}

export function countAt(figures: Figures, kind: string, stage: CaseState): number {
  const row = figures.find((one) => one.kind === kind);
  return row?.stages.find((one) => one.stage === stage)?.count ?? 0;
}

interface Behind {
  light?: Light;
  kind?: string;
  state?: readonly CaseState[];
  unit?: string;
  /** Of this year's cases, or of those of the years before one. */
  year?: number;
  before?: number;
}

/** What has not ended. */
export const OPEN: readonly CaseState[] = [...ARRIVED, ...UNFINISHED];

export function listOf({ state, year, before, ...filter }: Behind): string {
  const address = new URLSearchParams({ box: "ALL", ...filter });
  if (state) address.set("state", state.join(","));
  if (year) address.set("year", String(year));
  if (before) address.set("before", String(before));
  return `/cases?${address.toString()}`;
}
