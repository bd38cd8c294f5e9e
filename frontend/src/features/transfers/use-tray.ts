/** The envelopes of a tray, 50 at a time; and the lines that paper has of their due days. */
import { useMemo } from "react";
import { CombinedError, useClient } from "urql";
import {
  EnvelopeBriefsDocument,
  type EnvelopeRowFragment,
  EnvelopeTrayDocument,
  type EnvelopeTrayQueryVariables,
} from "@/gql/graphql";
import { type Listed, Pager } from "@/lib/pager";
import { usePager } from "@/lib/use-pager";

const PAGE = 50;

/** How many envelopes wait for this government to do something. */
type Waiting = number;

export function useTray(filter: EnvelopeTrayQueryVariables) {
  const client = useClient();
  const name = JSON.stringify(filter);
  const pager = useMemo(() => {
    const wanted = JSON.parse(name) as EnvelopeTrayQueryVariables;
    const ask = (after: string | null) => onePage(client, wanted, after);
    return new Pager<EnvelopeRowFragment, Waiting>(ask, PAGE);
  }, [client, name]);
  const { beside: waiting, ...page } = usePager(pager);
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
  return { ...page, waiting, briefPage };
}

async function onePage(
  client: ReturnType<typeof useClient>,
  filter: EnvelopeTrayQueryVariables,
  after: string | null,
): Promise<Listed<EnvelopeRowFragment, Waiting> | { error: CombinedError }> {
  const { data, error } = await client
    .query(EnvelopeTrayDocument, { ...filter, first: PAGE, after }, { requestPolicy: "network-only" })
    .toPromise();
  if (!data) return { error: error ?? new CombinedError({ networkError: new Error("no answer") }) };
  const { edges, pageInfo, waiting } = data.envelopes;
  return {
    rows: edges.map(({ node }) => node),
    cursor: pageInfo.endCursor ?? null,
    hasMore: pageInfo.hasNextPage,
    beside: waiting,
  };
}
