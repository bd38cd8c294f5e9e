/** One case, fresh on arrival and after every change that concerns it. */
import { CaseByIdDocument } from "@/gql/graphql";
import { useFresh } from "@/lib/fresh";
import { changeOf } from "@/lib/live";

export function useCase(id: string) {
  const answer = useFresh(CaseByIdDocument, { id }, { policy: "cache-and-network", moves: changeOf(id) });
  return { ...answer, row: answer.data?.case, missing: answer.data?.case === null };
}
