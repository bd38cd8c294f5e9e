/** Printing a list: all its rows first, then how their due days came about in a line each, then the print window. */
import { useEffect, useEffectEvent, useState } from "react";
import { flushSync } from "react-dom";
import { type Client, useClient } from "urql";
import { WorkBriefsDocument, type WorkPageQueryVariables } from "@/gql/graphql";
import type { Briefs } from "./columns";

const PAGE = 100;
const NONE: Briefs = new Map();

interface Pages {
  rows: unknown[];
  hasMore: boolean;
  loading: boolean;
  loadAll: () => void;
}

export function useListPrint(filter: WorkPageQueryVariables, pages: Pages) {
  const client = useClient();
  const [briefs, setBriefs] = useState(NONE);
  const [wanted, setWanted] = useState(false);
  const ready = wanted && !pages.hasMore && !pages.loading;
  const print = useEffectEvent(async () => {
    const found = await briefsOf(client, filter, pages.rows.length);
    flushSync(() => {
      setBriefs(found);
      setWanted(false);
    });
    window.print();
  });
  useEffect(() => {
    if (ready) void print();
  }, [ready]);
  const begin = () => {
    setWanted(true);
    pages.loadAll();
  };
  return { briefs, begin, busy: wanted };
}

/** What cannot be asked for is left out: the list is printed with its days in any case. */
async function briefsOf(client: Client, filter: WorkPageQueryVariables, most: number): Promise<Briefs> {
  const found = new Map<string, string>();
  let after: string | null = null;
  for (let asked = 0; asked < most; asked += PAGE) {
    const variables: WorkPageQueryVariables = { ...filter, first: PAGE, after };
    const { data } = await client.query(WorkBriefsDocument, variables).toPromise();
    if (!data) break;
    for (const { node } of data.cases.edges) if (node.dueBrief) found.set(node.id, node.dueBrief);
    after = data.cases.pageInfo.endCursor;
    if (!data.cases.pageInfo.hasNextPage) break;
  }
  return found;
}
