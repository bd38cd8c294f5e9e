/** One case, fresh on arrival and after every change that concerns it. */
import { useQuery } from "urql";
import { CaseByIdDocument } from "@/gql/graphql";
import { useLiveReload } from "@/lib/live";

export function useCase(id: string) {
  const [{ data, error, fetching }, again] = useQuery({
    query: CaseByIdDocument,
    variables: { id },
    requestPolicy: "cache-and-network",
  });
  const reload = () => again({ requestPolicy: "network-only" });
  useLiveReload(({ caseId }) => caseId === null || caseId === id, reload);
  return { row: data?.case, missing: data?.case === null, error: data ? undefined : error, fetching, reload };
}
