/** The work list's filter: one shape in the address bar, one in the query. Pure. */
import type {
  CaseKind,
  CaseOrder,
  CaseState,
  Duty,
  Light,
  Origin,
  WorkBox,
  WorkPageQueryVariables,
} from "@/gql/graphql";

export interface FilterSearch {
  box?: string;
  kind?: string;
  state?: string;
  origin?: string;
  light?: string;
  /** What the viewer has to do, in the 待办 box only. */
  duty?: string;
  unit?: string;
  session?: string;
  /** Of this year's cases, or of those of the years before one: the way in from the board. */
  year?: string;
  before?: string;
  q?: string;
  order?: string;
}

export const BOXES: WorkBox[] = ["TO_DO", "DOING", "DONE", "ALL"];
export const KINDS: CaseKind[] = ["SUGGESTION", "PROPOSAL"];
export const ORIGINS: Origin[] = ["OWN", "UPPER", "CONSULT", "LOWER"];
export const LIGHTS: Light[] = ["RED", "YELLOW", "GREEN", "GREY"];
export const ORDERS: CaseOrder[] = ["DUE", "REGISTERED", "NUMBER", "MY_DAY"];
export const DUTIES: Duty[] = [
  "REVIEW",
  "DISPATCH",
  "REDISPATCH",
  "SIGN_FOR",
  "RULE_RETURN",
  "MEET",
  "GIVE_OPINION",
  "ADOPT_OPINION",
  "DRAFT",
  "SECTION_REVIEW",
  "LEADER_REVIEW",
  "AGREE",
  "OFFICE_REVIEW",
  "SIGN",
  "ISSUE",
  "DELIVER",
  "ADOPT_ANSWER",
  "REPORT",
  "ENTER_FEEDBACK",
  "FULFIL",
  "VERIFY",
  "CLOSE",
  "ANSWER_URGE",
];
export const STATES: CaseState[] = [
  "REGISTERED",
  "UNDER_REVIEW",
  "FILED",
  "DISPATCHED",
  "HANDLING",
  "REPLIED",
  "REHANDLING",
  "TRACKING",
  "CLOSED",
  "ARCHIVED",
  "NOT_FILED",
  "MERGED",
  "WITHDRAWN",
  "RECALLED",
];

/** Those of the comma-joined codes that exist; undefined when none does. */
function codes<T extends string>(text: string | undefined, known: readonly T[]): T[] | undefined {
  const found = known.filter((code) => text?.split(",").includes(code));
  return found.length > 0 ? found : undefined;
}

function code<T extends string>(text: string | undefined, known: readonly T[], otherwise: T): T {
  return known.find((value) => value === text) ?? otherwise;
}

/** A year of four digits; anything else is ignored. */
function year(text: string | undefined): number | undefined {
  return /^\d{4}$/.test(text ?? "") ? Number(text) : undefined;
}

/** The query's variables for an address: work by its due day, finished work newest first; unknown values in it are ignored. */
export function variablesOf(search: FilterSearch, homeBox: WorkBox): WorkPageQueryVariables {
  const box = code(search.box, BOXES, homeBox);
  return {
    box,
    kinds: codes(search.kind, KINDS),
    states: codes(search.state, STATES),
    origins: codes(search.origin, ORIGINS),
    lights: codes(search.light, LIGHTS),
    duties: box === "TO_DO" ? codes(search.duty, DUTIES) : undefined,
    unitId: search.unit,
    sessionId: search.session,
    year: year(search.year),
    beforeYear: year(search.before),
    text: search.q,
    order: code(search.order, ORDERS, box === "DONE" || box === "ALL" ? "REGISTERED" : "DUE"),
  };
}

/** True when the counters per box also count what this filter shows. */
export function isCounted(filter: WorkPageQueryVariables): boolean {
  const { states, origins, lights, duties, unitId, year: ofYear, beforeYear, text } = filter;
  return ![states, origins, lights, duties, unitId, ofYear, beforeYear, text].some(Boolean);
}

/** The filter without its box and order: what makes "no filter set" true. */
export function isFiltered(search: FilterSearch): boolean {
  const { kind, state, origin, light, duty, unit, session, year, before, q } = search;
  return [kind, state, origin, light, duty, unit, session, year, before, q].some(Boolean);
}
