/**
 * What the server says to a question, and that it stays so: asked on arrival, by 再试, and again when the world moves.
 * The one way to a query's answer; lists that are read by pages have `useList`.
 */
import { useCallback, useRef } from "react";
import {
  type AnyVariables,
  type CombinedError,
  type RequestPolicy,
  type TypedDocumentNode,
  useQuery,
} from "urql";
import { errorCode, isRefused } from "@/lib/failures";
import { type Moves, useLiveReload } from "@/lib/live";

export interface Answer<Data> {
  data: Data | undefined;
  /** why there is nothing to show; what was read before stays when it could not be renewed */
  error: CombinedError | undefined;
  asking: boolean;
  /** `data` comes from the cache, and what the server says now is on its way */
  stale: boolean;
  again: () => void;
}

interface Options {
  /** which changes among the viewer's cases make it stale; none when left out */
  moves?: Moves;
  policy?: RequestPolicy;
  pause?: boolean;
}

export function useFresh<Data, Variables extends AnyVariables>(
  query: TypedDocumentNode<Data, Variables>,
  variables: Variables,
  { moves, policy = "cache-first", pause = false }: Options = {},
): Answer<Data> {
  const [{ data, error, fetching, stale }, ask] = useQuery<Data, AnyVariables>({
    query,
    variables,
    requestPolicy: policy,
    pause,
  });
  const again = useCallback(() => ask({ requestPolicy: "network-only" }), [ask]);
  useLiveReload(pause ? undefined : moves, again);
  const shown = useKept(JSON.stringify(variables), data, error);
  return { data: shown, error: shown ? undefined : error, asking: fetching, stale, again };
}

/** What was read stays when it could not be renewed; a refusal takes it away. */
function useKept<Data>(asked: string, data: Data | undefined, error: CombinedError | undefined) {
  const kept = useRef<{ asked: string; data: Data } | null>(null);
  if (data) kept.current = { asked, data };
  if (data || !error || isRefused(error) || errorCode(error) === "UNAUTHENTICATED") return data;
  return kept.current?.asked === asked ? kept.current.data : undefined;
}
