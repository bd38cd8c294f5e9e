/** Reminders and notices, 20 at a time, with how many wait: of each kind a list that is read by cursor. */
import {
  type NoticeFactsFragment,
  NoticesDocument,
  type NoticesQuery,
  type NoticesQueryVariables,
  type ReminderFactsFragment,
  RemindersDocument,
  type RemindersQuery,
  type RemindersQueryVariables,
} from "@/gql/graphql";
import type { Moves } from "@/lib/live";
import { type ListQuery, rowsOf, useList } from "@/lib/use-list";

const PAGE = 20;

/** How many wait to be seen. */
type Unseen = number;

const REMINDERS: ListQuery<RemindersQuery, RemindersQueryVariables, ReminderFactsFragment, Unseen> = {
  document: RemindersDocument,
  size: PAGE,
  page: (after) => ({ after }),
  take: ({ reminders }) => rowsOf(reminders, reminders.unseenCount),
};

const NOTICES: ListQuery<NoticesQuery, NoticesQueryVariables, NoticeFactsFragment, Unseen> = {
  document: NoticesDocument,
  size: PAGE,
  page: (after) => ({ after }),
  take: ({ notices }) => rowsOf(notices, notices.unseenCount),
};

/** What rings is announced as a change without a step. */
const rings: Moves = ({ step }) => !step;

export const useReminders = () => useList(REMINDERS, {}, { moves: rings });
export const useNotices = () => useList(NOTICES, {}, { moves: rings });
