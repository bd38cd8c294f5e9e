/** The runs, 50 at a time; and whether the viewer may score. */
import {
  AssessmentRunsDocument,
  type AssessmentRunsQuery,
  type AssessmentRunsQueryVariables,
  type RunFactsFragment,
} from "@/gql/graphql";
import { type ListQuery, rowsOf, useList } from "@/lib/use-list";

const PAGE = 50;

/** Whether the viewer may score. */
type May = boolean;

const RUNS: ListQuery<AssessmentRunsQuery, AssessmentRunsQueryVariables, RunFactsFragment, May> = {
  document: AssessmentRunsDocument,
  size: PAGE,
  page: (after) => ({ first: PAGE, after }),
  take: ({ assessmentRuns, mayAssess }) => rowsOf(assessmentRuns, mayAssess),
};

export const useRuns = () => useList(RUNS, {});
