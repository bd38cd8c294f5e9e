/** The envelopes of a tray, 50 at a time; and the lines that paper has of their due days. */
import { useClient } from "urql";
import {
  EnvelopeBriefsDocument,
  type EnvelopeRowFragment,
  EnvelopeTrayDocument,
  type EnvelopeTrayQuery,
  type EnvelopeTrayQueryVariables,
} from "@/gql/graphql";
import { anyChange } from "@/lib/live";
import { type ListQuery, rowsOf, useList } from "@/lib/use-list";

const PAGE = 50;

/** How many envelopes wait for this government to do something. */
type Waiting = number;

const ENVELOPES: ListQuery<EnvelopeTrayQuery, EnvelopeTrayQueryVariables, EnvelopeRowFragment, Waiting> = {
  document: EnvelopeTrayDocument,
  size: PAGE,
  page: (after) => ({ first: PAGE, after }),
  take: ({ envelopes }) => rowsOf(envelopes, envelopes.waiting),
};

export function useTray(filter: EnvelopeTrayQueryVariables) {
  const client = useClient();
  const { beside: waiting, ...page } = useList(ENVELOPES, filter, { moves: anyChange });
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
