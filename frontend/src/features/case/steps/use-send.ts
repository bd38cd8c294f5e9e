/** Sends a step once: no double click, the same key on a retry, refusals and lost answers told apart. */
import type { TypedDocumentNode } from "@urql/core";
import { useCallback, useRef, useState } from "react";
import { useClient } from "urql";
import { type Problem, problemOfRefusal, sentenceOf } from "@/lib/failures";
import { useKey } from "@/lib/idempotency";
import { texts } from "@/lib/texts";
import type { FullCase } from "../model";
import type { Answer } from "./definition";

export type Outcome =
  | { done: true; row: FullCase | null }
  | { done: false; problems: Problem[]; code: string };

/**
 * `key` is kept until the server has answered (`useKey`), and by the form with what was typed.
 */
export function useSend<V extends { key: string }>(
  document: TypedDocumentNode<Answer, V>,
  firstKey?: string,
) {
  const client = useClient();
  const { key, answered } = useKey(firstKey);
  const underway = useRef(false);
  const [busy, setBusy] = useState(false);

  const send = useCallback(
    async (variables: Omit<V, "key">): Promise<Outcome | null> => {
      if (underway.current) return null;
      underway.current = true;
      setBusy(true);
      const all = { ...variables, key: key.current } as V;
      const { data, error } = await client.mutation(document, all).toPromise();
      underway.current = false;
      setBusy(false);
      answered(error);
      if (error) {
        return {
          done: false,
          problems: [{ field: "", message: sentenceOf(error) }],
          code: "",
        };
      }
      const refusal = data?.payload.refusal;
      if (refusal) return { done: false, problems: [problemOfRefusal(refusal)], code: refusal.code };
      if (!data) return failed(texts.failure.empty);
      return { done: true, row: data.payload.case };
    },
    [client, document, key, answered],
  );
  return { send, busy, key };
}

function failed(message: string): Outcome {
  return { done: false, problems: [{ field: "", message }], code: "" };
}
