/** Beginning a draft: from a version, a shipped pack, or a file's text. */
import { useState } from "react";
import { useClient } from "urql";
import { StartPackDraftDocument } from "@/gql/graphql";
import { sentenceOf } from "@/lib/failures";
import { useKey } from "@/lib/idempotency";
import { texts } from "@/lib/texts";

export interface Source {
  packId?: string;
  shipped?: string;
  text?: string;
}

export function useStart(onDone: (draftId: string) => void) {
  const client = useClient();
  const [problem, setProblem] = useState("");
  const { answered, keyOf } = useKey();
  const [busy, setBusy] = useState(false);
  const start = async ({ packId, shipped, text }: Source) => {
    setProblem("");
    setBusy(true);
    const wish = { packId: packId ?? null, shipped: shipped ?? null, text: text ?? null };
    const { data, error } = await client
      .mutation(StartPackDraftDocument, { key: keyOf(wish), ...wish })
      .toPromise();
    answered(error);
    setBusy(false);
    const made = data?.startPackDraft;
    if (made?.draft) return onDone(made.draft.id);
    setProblem(made?.refusal?.message ?? (error ? sentenceOf(error) : texts.failure.empty));
  };
  return { start, problem, busy, forget: () => setProblem("") };
}
