/** A list that is read by pages, in a page: read when it opens, anew when the world moves, let go when it closes. */
import { useEffect, useMemo, useSyncExternalStore } from "react";
import { type AnyVariables, type TypedDocumentNode, useClient } from "urql";
import { noAnswer } from "@/lib/failures";
import { type Moves, useLiveReload } from "@/lib/live";
import { type Listed, Pager } from "@/lib/pager";

/** How a list is asked for: its query, how many rows at a time, and where they stand in the answer. */
export interface ListQuery<Data, Variables, Row, Beside> {
  document: TypedDocumentNode<Data, Variables>;
  size: number;
  /** what asks for the rows after a cursor */
  page: (after: string | null) => Partial<Variables>;
  take: (data: Data) => Listed<Row, Beside>;
}

interface Connection<Row> {
  edges: { node: Row }[];
  pageInfo: { hasNextPage: boolean; endCursor?: string | null };
}

/** The rows of a connection, with what the answer says beside them; none of an object that is not there. */
export function rowsOf<Row, Beside = null>(
  connection: Connection<Row> | null | undefined,
  beside: Beside,
): Listed<Row, Beside> {
  if (!connection) return { rows: [], cursor: null, hasMore: false, beside };
  const { edges, pageInfo } = connection;
  return {
    rows: edges.map(({ node }) => node),
    cursor: pageInfo.endCursor ?? null,
    hasMore: pageInfo.hasNextPage,
    beside,
  };
}

interface Options<Row, Beside> {
  moves?: Moves;
  /** what is shown until the first answer */
  before?: Listed<Row, Beside>;
}

/** `query` stands outside the component; `wanted` are its other variables. */
export function useList<Data, Variables extends AnyVariables, Row, Beside>(
  query: ListQuery<Data, Variables, Row, Beside>,
  wanted: Partial<Variables>,
  { moves, before }: Options<Row, Beside> = {},
) {
  const client = useClient();
  const name = JSON.stringify(wanted);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was kept is taken up once, when the list opens
  const pager = useMemo(() => {
    const { document, size, page, take } = query;
    const ask = async (after: string | null) => {
      const variables = { ...JSON.parse(name), ...page(after) } as Variables;
      const { data, error } = await client
        .query(document, variables, { requestPolicy: "network-only" })
        .toPromise();
      return data ? take(data) : { error: error ?? noAnswer() };
    };
    return new Pager<Row, Beside>(ask, size, before);
  }, [client, query, name]);
  const shown = useSyncExternalStore(pager.subscribe, pager.shown);
  useEffect(() => {
    pager.reload();
    return pager.stop;
  }, [pager]);
  useLiveReload(moves, pager.reload);
  return { ...shown, loadMore: pager.more, loadAll: pager.all, reload: pager.reload };
}
