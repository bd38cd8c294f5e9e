/** The normalised cache: what its objects are known by, and what a mutation makes stale. */
import { type Cache, cacheExchange, type KeyGenerator, type UpdateResolver } from "@urql/exchange-graphcache";
import { KEYLESS, type MutationField, type QueryField } from "@/gql/cache";

/** Types without an id that have a name of their own all the same. */
const NAMED: Partial<Record<(typeof KEYLESS)[number], KeyGenerator>> = {
  CalendarYear: (row) => String(row.year ?? ""),
  Government: (row) => String(row.code ?? ""),
  GovernmentRow: (row) => String(row.code ?? ""),
};

export const keys: Record<string, KeyGenerator> = {
  ...Object.fromEntries(KEYLESS.map((name) => [name, () => null])),
  ...NAMED,
  // has an id, but says something else of the same case in each list: its likeness to what was asked about
  CaseCandidate: () => null,
};

function forget(...fields: QueryField[]): UpdateResolver {
  return (_result: unknown, _args: unknown, cache: Cache) => {
    for (const field of fields) cache.invalidate("Query", field);
  };
}

const forgetAll: UpdateResolver = (_result, _args, cache) => cache.invalidate("Query");

const STALE: Partial<Record<MutationField, UpdateResolver>> = {
  saveFilter: forget("savedFilters"),
  deleteFilter: forget("savedFilters"),
  issueAssessmentScheme: forget("assessmentSchemes"),
  startAssessment: forgetAll,
  announceHolidays: forgetAll,
  startPackDraft: forget("packDrafts"),
  deletePackDraft: forget("packDrafts"),
  issuePack: forget("packDrafts", "rulePacks"),
  createAccount: forget("accounts"),
};

export const cache = () => cacheExchange({ keys, updates: { Mutation: STALE } });
