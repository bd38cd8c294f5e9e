/** The runs, 50 at a time; and whether the viewer may score. */
import { useMemo } from "react";
import { CombinedError, useClient } from "urql";
import { AssessmentRunsDocument, type RunFactsFragment } from "@/gql/graphql";
import { type Listed, Pager } from "@/lib/pager";
import { usePager } from "@/lib/use-pager";

const PAGE = 50;

/** Whether the viewer may score. */
type May = boolean;

export function useRuns() {
  const client = useClient();
  const pager = useMemo(
    () => new Pager<RunFactsFragment, May>((after) => onePage(client, after), PAGE),
    [client],
  );
  return usePager(pager);
}

async function onePage(
  client: ReturnType<typeof useClient>,
  after: string | null,
): Promise<Listed<RunFactsFragment, May> | { error: CombinedError }> {
  const { data, error } = await client
    .query(AssessmentRunsDocument, { first: PAGE, after }, { requestPolicy: "network-only" })
    .toPromise();
  if (!data) return { error: error ?? new CombinedError({ networkError: new Error("no answer") }) };
  const { edges, pageInfo } = data.assessmentRuns;
  return {
    rows: edges.map(({ node }) => node),
    cursor: pageInfo.endCursor ?? null,
    hasMore: pageInfo.hasNextPage,
    beside: data.mayAssess,
  };
}
