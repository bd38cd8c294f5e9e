/** The envelopes of a tray, a page at a time by cursor. */
import { useCallback, useEffect, useRef, useState } from "react";
import { type CombinedError, useClient } from "urql";
import {
  EnvelopeBriefsDocument,
  type EnvelopeRowFragment,
  EnvelopeTrayDocument,
  type EnvelopeTrayQueryVariables,
} from "@/gql/graphql";

const PAGE = 50;

interface Loaded {
  rows: EnvelopeRowFragment[];
  cursor: string | null;
  hasMore: boolean;
  waiting: number | null;
}

const EMPTY: Loaded = { rows: [], cursor: null, hasMore: false, waiting: null };

export function useTray(filter: EnvelopeTrayQueryVariables) {
  const client = useClient();
  const [loaded, setLoaded] = useState<Loaded>(EMPTY);
  const [error, setError] = useState<CombinedError>();
  const [loading, setLoading] = useState(true);
  const generation = useRef(0);
  const name = JSON.stringify(filter);

  const fetchPage = useCallback(
    async (before: Loaded) => {
      const mine = ++generation.current;
      setLoading(true);
      const variables = {
        ...JSON.parse(name),
        first: PAGE,
        after: before.cursor,
      } as EnvelopeTrayQueryVariables;
      const answer = await client
        .query(EnvelopeTrayDocument, variables, { requestPolicy: "network-only" })
        .toPromise();
      if (mine !== generation.current) return;
      setLoading(false);
      setError(answer.error);
      if (!answer.data) return;
      const { edges, pageInfo, waiting } = answer.data.envelopes;
      setLoaded({
        rows: [...before.rows, ...edges.map(({ node }) => node)],
        cursor: pageInfo.endCursor,
        hasMore: pageInfo.hasNextPage,
        waiting,
      });
    },
    [client, name],
  );

  useEffect(() => {
    void fetchPage(EMPTY);
  }, [fetchPage]);
  const reload = useCallback(() => void fetchPage(EMPTY), [fetchPage]);
  const loadMore = useCallback(() => {
    if (!loading && loaded.hasMore) void fetchPage(loaded);
  }, [fetchPage, loaded, loading]);
  const briefPage = async (after: string | null) => {
    const variables = { ...filter, first: PAGE, after };
    const { data } = await client
      .query(EnvelopeBriefsDocument, variables, { requestPolicy: "network-only" })
      .toPromise();
    if (!data) return null;
    const { edges, pageInfo } = data.envelopes;
    const next = pageInfo.hasNextPage ? (pageInfo.endCursor ?? null) : null;
    return { found: edges.map(({ node }) => node), next };
  };
  return { ...loaded, error, loading, reload, loadMore, loadAll: loadMore, briefPage };
}
