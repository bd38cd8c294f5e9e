/** Which due days hold, which they replaced, and which of them a date shown somewhere is. Pure. */
import type { DueDayFactsFragment, WhyDueQuery } from "@/gql/graphql";

export type DueDayFacts = DueDayFactsFragment;

export interface Standing {
  now: DueDayFacts;
  /** newest first */
  before: DueDayFacts[];
}

/** The day that holds of each kind and subject, in the order in which they were first set, with the days it replaced. */
export function standing(days: DueDayFacts[]): Standing[] {
  const kinds = [...new Set(days.map(kindOf))];
  return kinds.flatMap((kind) => {
    const same = days.filter((one) => kindOf(one) === kind);
    const now = same.at(-1);
    // a day that stood, but was counted again by a newer calendar, replaced nothing
    const before = same.slice(0, -1).filter((one, place) => one.day !== same[place + 1]?.day);
    return now ? [{ now, before: before.reverse() }] : [];
  });
}

const kindOf = ({ what, subject }: DueDayFacts) => `${what}:${subject ?? ""}`;

/** A date as a list shows it: whose it is and what is due by then, as far as the list knows. */
export interface Shown {
  day: string;
  unitId?: string;
  /** the kind of day; without it, whatever is due on that day */
  what?: DueDayFacts["what"];
}

export interface Found extends Standing {
  /** null for a day that is the case's own */
  unit: string | null;
  role: string;
}

type CaseDays = NonNullable<WhyDueQuery["case"]>;

/** The days that a shown date is; where none is on that day (any more), those for the answer. */
export function found(row: CaseDays, shown: Shown): Found[] {
  const own = standing(row.dueDays).map((one) => ({ ...one, unit: null, role: "" }));
  const parts = row.assignments
    .filter(({ unit }) => !shown.unitId || unit.id === shown.unitId)
    .flatMap(({ unit, roleLabel, dueDays }) =>
      standing(dueDays).map((one) => ({ ...one, unit: unit.shortName, role: roleLabel })),
    );
  const all = [...own, ...parts];
  const asked = all.filter(({ now }) => !shown.what || now.what === shown.what);
  const exact = asked.filter(({ now }) => now.day === shown.day);
  if (exact.length > 0) return exact;
  const earlier = asked.filter(({ before }) => before.some(({ day }) => day === shown.day));
  return earlier.length > 0 ? earlier : all.filter(({ now }) => now.what === (shown.what ?? "ANSWER"));
}
