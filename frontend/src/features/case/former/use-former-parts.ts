/** The parts that the viewer's units have left, 50 at a time. */
import {
  FormerPartsDocument,
  type FormerPartsQuery,
  type FormerPartsQueryVariables,
  type FormerRowFragment,
} from "@/gql/graphql";
import { anyChange } from "@/lib/live";
import { type ListQuery, rowsOf, useList } from "@/lib/use-list";

const PAGE = 50;

const PARTS: ListQuery<FormerPartsQuery, FormerPartsQueryVariables, FormerRowFragment, null> = {
  document: FormerPartsDocument,
  size: PAGE,
  page: (after) => ({ first: PAGE, after }),
  take: ({ formerParts }) => rowsOf(formerParts, null),
};

export const useFormerParts = () => useList(PARTS, {}, { moves: anyChange });
