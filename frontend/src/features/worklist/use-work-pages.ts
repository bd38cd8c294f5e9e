/** The rows of a work list, 100 at a time; and the lines that paper has of their due days. */
import { useEffect, useMemo } from "react";
import { CombinedError, useClient } from "urql";
import {
  type CaseRowFragment,
  WorkBriefsDocument,
  WorkPageDocument,
  type WorkPageQueryVariables,
} from "@/gql/graphql";
import { rememberOrder } from "@/lib/neighbours";
import { type Listed, Pager } from "@/lib/pager";
import { usePager } from "@/lib/use-pager";

const PAGE = 100;

/** The last list shown, so that coming back to it is instant; it is refreshed behind. */
let kept: { name: string; listed: Listed<CaseRowFragment, null> } | null = null;

export function useWorkPages(filter: WorkPageQueryVariables) {
  const client = useClient();
  const name = JSON.stringify(filter);
  const pager = useMemo(() => {
    const wanted = JSON.parse(name) as WorkPageQueryVariables;
    const ask = (after: string | null) => onePage(client, wanted, after);
    const before = kept?.name === name ? kept.listed : undefined;
    return new Pager<CaseRowFragment>(ask, PAGE, before);
  }, [client, name]);
  const pages = usePager(pager);
  const { rows, cursor, hasMore, loading } = pages;
  useEffect(() => {
    if (loading) return;
    kept = { name, listed: { rows, cursor, hasMore, beside: null } };
    rememberOrder(
      rows.map(({ id }) => id),
      hasMore,
    );
  }, [name, rows, cursor, hasMore, loading]);
  return pages;
}

async function onePage(
  client: ReturnType<typeof useClient>,
  filter: WorkPageQueryVariables,
  after: string | null,
): Promise<Listed<CaseRowFragment, null> | { error: CombinedError }> {
  const { data, error } = await client
    .query(WorkPageDocument, { ...filter, first: PAGE, after }, { requestPolicy: "network-only" })
    .toPromise();
  if (!data) return { error: error ?? new CombinedError({ networkError: new Error("no answer") }) };
  const { edges, pageInfo } = data.cases;
  return {
    rows: edges.map(({ node }) => node),
    cursor: pageInfo.endCursor ?? null,
    hasMore: pageInfo.hasNextPage,
    beside: null,
  };
}

/** How the due days of a page came about, a line each: for paper only. */
export async function briefPage(
  client: ReturnType<typeof useClient>,
  filter: WorkPageQueryVariables,
  after: string | null,
) {
  const { data } = await client
    .query(WorkBriefsDocument, { ...filter, first: PAGE, after }, { requestPolicy: "network-only" })
    .toPromise();
  if (!data) return null;
  const { edges, pageInfo } = data.cases;
  const next = pageInfo.hasNextPage ? (pageInfo.endCursor ?? null) : null;
  return { found: edges.map(({ node }) => node), next };
}
