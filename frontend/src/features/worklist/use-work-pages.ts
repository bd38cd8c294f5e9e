/** The rows of a work list, 100 at a time; and the lines that paper has of their due days. */
import { useEffect } from "react";
import type { Client } from "urql";
import {
  type CaseRowFragment,
  WorkBriefsDocument,
  WorkPageDocument,
  type WorkPageQuery,
  type WorkPageQueryVariables,
} from "@/gql/graphql";
import { anyChange } from "@/lib/live";
import { rememberOrder } from "@/lib/neighbours";
import type { Listed } from "@/lib/pager";
import { type ListQuery, rowsOf, useList } from "@/lib/use-list";

const PAGE = 100;

/** The last list shown, so that coming back to it is instant; it is refreshed behind. */
let kept: { name: string; listed: Listed<CaseRowFragment, null> } | null = null;

const CASES: ListQuery<WorkPageQuery, WorkPageQueryVariables, CaseRowFragment, null> = {
  document: WorkPageDocument,
  size: PAGE,
  page: (after) => ({ first: PAGE, after }),
  take: ({ cases }) => rowsOf(cases, null),
};

export function useWorkPages(filter: WorkPageQueryVariables) {
  const name = JSON.stringify(filter);
  const before = kept?.name === name ? kept.listed : undefined;
  const pages = useList(CASES, filter, { moves: anyChange, before });
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

/** How the due days of a page came about, a line each: for paper only. */
export async function briefPage(client: Client, filter: WorkPageQueryVariables, after: string | null) {
  const { data } = await client
    .query(WorkBriefsDocument, { ...filter, first: PAGE, after }, { requestPolicy: "network-only" })
    .toPromise();
  if (!data) return null;
  const { edges, pageInfo } = data.cases;
  const next = pageInfo.hasNextPage ? (pageInfo.endCursor ?? null) : null;
  return { found: edges.map(({ node }) => node), next };
}
