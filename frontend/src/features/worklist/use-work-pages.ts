/** The rows of a work list, loaded 100 at a time by cursor and kept in order. */
import { useCallback, useEffect, useEffectEvent, useRef, useState } from "react";
import { type CombinedError, useClient } from "urql";
import {
  type CaseRowFragment,
  WorkBriefsDocument,
  WorkPageDocument,
  type WorkPageQueryVariables,
} from "@/gql/graphql";
import { rememberOrder } from "@/lib/neighbours";

const PAGE = 100;
/** As many rows as paper carries; `End` and printing load up to here. */
const LIMIT = 2_000;

interface Loaded {
  rows: CaseRowFragment[];
  cursor: string | null;
  hasMore: boolean;
}

/** The last list shown, so that coming back to it is instant; it is refreshed behind. */
let kept: { name: string; loaded: Loaded } | null = null;
const EMPTY: Loaded = { rows: [], cursor: null, hasMore: false };

export function useWorkPages(filter: WorkPageQueryVariables) {
  const client = useClient();
  const name = JSON.stringify(filter);
  const [loaded, setLoaded] = useState<Loaded>(kept?.name === name ? kept.loaded : EMPTY);
  const [error, setError] = useState<CombinedError>();
  const [loading, setLoading] = useState(true);
  const generation = useRef(0);
  const busy = useRef(false);
  const wantAll = useRef(false);

  const fetchPages = useEffectEvent(async (from: Loaded, pages: number) => {
    const mine = ++generation.current;
    busy.current = true;
    setLoading(true);
    let result = from;
    for (let page = 0; page < pages && (page === 0 || result.hasMore); page += 1) {
      const next = await onePage(client, filter, result);
      if (mine !== generation.current) return;
      if ("error" in next) {
        setError(next.error);
        break;
      }
      result = next;
      setError(undefined);
    }
    busy.current = false;
    kept = { name, loaded: result };
    rememberOrder(result.rows.map(({ id }) => id));
    setLoaded(result);
    setLoading(false);
  });

  useEffect(() => {
    wantAll.current = false;
    if (kept?.name !== name) setLoaded(EMPTY);
    const shown = kept?.name === name ? kept.loaded.rows.length : 0;
    void fetchPages(EMPTY, Math.max(1, Math.ceil(shown / PAGE)));
    return () => {
      generation.current += 1;
    };
  }, [name]);

  const loadMore = useCallback(() => {
    if (busy.current || !loaded.hasMore || loaded.rows.length >= LIMIT) return;
    void fetchPages(loaded, 1);
  }, [loaded]);
  const loadAll = useCallback(() => {
    if (!loaded.hasMore) return;
    void fetchPages(loaded, Math.ceil((LIMIT - loaded.rows.length) / PAGE));
  }, [loaded]);
  const reload = useCallback(() => {
    void fetchPages(EMPTY, Math.max(1, Math.ceil(loaded.rows.length / PAGE)));
  }, [loaded.rows.length]);
  return {
    ...loaded,
    hasMore: loaded.hasMore && loaded.rows.length < LIMIT,
    loading,
    error,
    loadMore,
    loadAll,
    reload,
  };
}

async function onePage(
  client: ReturnType<typeof useClient>,
  filter: WorkPageQueryVariables,
  before: Loaded,
): Promise<Loaded | { error: CombinedError | undefined }> {
  const variables = { ...filter, first: PAGE, after: before.cursor };
  const { data, error } = await client
    .query(WorkPageDocument, variables, { requestPolicy: "network-only" })
    .toPromise();
  if (!data) return { error };
  const { edges, pageInfo } = data.cases;
  return {
    rows: [...before.rows, ...edges.map(({ node }) => node)],
    cursor: pageInfo.endCursor,
    hasMore: pageInfo.hasNextPage,
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
