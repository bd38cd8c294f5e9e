/** The parts that the viewer's units have left, 50 at a time. */
import { useMemo } from "react";
import { CombinedError, useClient } from "urql";
import { FormerPartsDocument, type FormerRowFragment } from "@/gql/graphql";
import { type Listed, Pager } from "@/lib/pager";
import { usePager } from "@/lib/use-pager";

const PAGE = 50;

export function useFormerParts() {
  const client = useClient();
  const pager = useMemo(
    () => new Pager<FormerRowFragment>((after) => onePage(client, after), PAGE),
    [client],
  );
  return usePager(pager);
}

async function onePage(
  client: ReturnType<typeof useClient>,
  after: string | null,
): Promise<Listed<FormerRowFragment, null> | { error: CombinedError }> {
  const { data, error } = await client
    .query(FormerPartsDocument, { first: PAGE, after }, { requestPolicy: "network-only" })
    .toPromise();
  if (!data) return { error: error ?? new CombinedError({ networkError: new Error("no answer") }) };
  const { edges, pageInfo } = data.formerParts;
  return {
    rows: edges.map(({ node }) => node),
    cursor: pageInfo.endCursor ?? null,
    hasMore: pageInfo.hasNextPage,
    beside: null,
  };
}
