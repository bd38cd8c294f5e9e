/** Reminders and notices, 20 at a time, with how many wait: of each kind a list that is read by cursor. */
import { useMemo } from "react";
import { type Client, CombinedError, useClient } from "urql";
import {
  type NoticeFactsFragment,
  NoticesDocument,
  type ReminderFactsFragment,
  RemindersDocument,
} from "@/gql/graphql";
import { type Listed, Pager } from "@/lib/pager";
import { usePager } from "@/lib/use-pager";

const PAGE = 20;

type Page<Row> = Listed<Row, number> | { error: CombinedError };

export function useReminders() {
  const client = useClient();
  const pager = useMemo(
    () => new Pager<ReminderFactsFragment, number>((after) => reminderPage(client, after), PAGE),
    [client],
  );
  return usePager(pager);
}

export function useNotices() {
  const client = useClient();
  const pager = useMemo(
    () => new Pager<NoticeFactsFragment, number>((after) => noticePage(client, after), PAGE),
    [client],
  );
  return usePager(pager);
}

async function reminderPage(client: Client, after: string | null): Promise<Page<ReminderFactsFragment>> {
  const { data, error } = await client
    .query(RemindersDocument, { after }, { requestPolicy: "network-only" })
    .toPromise();
  if (!data) return { error: error ?? lost() };
  const { edges, unseenCount, pageInfo } = data.reminders;
  return listed(
    edges.map(({ node }) => node),
    unseenCount,
    pageInfo,
  );
}

async function noticePage(client: Client, after: string | null): Promise<Page<NoticeFactsFragment>> {
  const { data, error } = await client
    .query(NoticesDocument, { after }, { requestPolicy: "network-only" })
    .toPromise();
  if (!data) return { error: error ?? lost() };
  const { notices, unseenCount, pageInfo } = data.notices;
  return listed(notices, unseenCount, pageInfo);
}

function listed<Row>(
  rows: Row[],
  beside: number,
  { hasNextPage, endCursor }: { hasNextPage: boolean; endCursor: string | null },
): Listed<Row, number> {
  return { rows, beside, cursor: endCursor, hasMore: hasNextPage };
}

const lost = () => new CombinedError({ networkError: new Error("no answer") });
