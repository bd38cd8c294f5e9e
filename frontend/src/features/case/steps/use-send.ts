/** Sends a step once: no double click, the same key on a retry, refusals and lost answers told apart. */
import type { TypedDocumentNode } from "@urql/core";
import { useCallback, useRef, useState } from "react";
import { useClient } from "urql";
import { isLost, type Problem, problemOfRefusal, sentenceOf } from "@/lib/failures";
import { newKey } from "@/lib/idempotency";
import { texts } from "@/lib/texts";
import type { FullCase } from "../model";
import type { Answer } from "./definition";

export type Outcome =
  | { done: true; row: FullCase | null }
  | { done: false; problems: Problem[]; code: string; lost: boolean };

/**
 * `key` is kept until the server has answered: a retry after a lost answer has one effect. A refusal left
 * nothing behind, so the corrected form is a new attempt with a new key.
 */
export function useSend<V extends { key: string }>(
  document: TypedDocumentNode<Answer, V>,
  firstKey?: string,
) {
  const client = useClient();
  const key = useRef(firstKey ?? newKey());
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
      if (!isLost(error)) key.current = newKey();
      if (error) {
        return {
          done: false,
          problems: [{ field: "", message: sentenceOf(error) }],
          code: "",
          lost: isLost(error),
        };
      }
      const refusal = data?.payload.refusal;
      if (refusal)
        return { done: false, problems: [problemOfRefusal(refusal)], code: refusal.code, lost: false };
      if (!data) return failed(texts.failure.empty);
      return { done: true, row: data.payload.case };
    },
    [client, document],
  );
  return { send, busy, key };
}

function failed(message: string): Outcome {
  return { done: false, problems: [{ field: "", message }], code: "", lost: false };
}
