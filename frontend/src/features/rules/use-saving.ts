/** The body of a draft while it is written: altered, saved over the revision that was seen, guarded against loss. */
import { useBlocker } from "@tanstack/react-router";
import { useCallback, useState } from "react";
import { useClient } from "urql";
import { type OnePackDraftQuery, SavePackDraftDocument } from "@/gql/graphql";
import { sentenceOf } from "@/lib/failures";
import { useKey } from "@/lib/idempotency";
import { texts } from "@/lib/texts";
import { announce } from "@/ui/announce";
import { type Body, changed, type Path, type Value } from "./values";

type Draft = NonNullable<OnePackDraftQuery["packDraft"]>;

export function useSaving(draft: Draft) {
  const client = useClient();
  const [body, setBody] = useState(() => JSON.parse(draft.body) as Body);
  const [kept, setKept] = useState({ body, revision: draft.revision, by: draft.savedBy, at: draft.savedAt });
  const { answered, keyOf } = useKey();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState("");
  const dirty = kept.body !== body;
  const set = useCallback(
    (path: Path, value: Value | undefined) => setBody((now) => changed(now, path, value)),
    [],
  );
  useBlocker({
    shouldBlockFn: () => !window.confirm(texts.rules.edit.leave),
    enableBeforeUnload: dirty,
    disabled: !dirty,
  });

  /** True once what is on the page is saved. */
  const save = async (): Promise<boolean> => {
    setBusy(true);
    setProblem("");
    const wish = { draftId: draft.id, body: JSON.stringify(body), revision: kept.revision };
    const { data, error } = await client
      .mutation(SavePackDraftDocument, { key: keyOf(wish), ...wish })
      .toPromise();
    answered(error);
    setBusy(false);
    const made = data?.savePackDraft;
    if (!made?.draft) {
      setProblem(made?.refusal?.message ?? (error ? sentenceOf(error) : texts.failure.empty));
      return false;
    }
    setKept({ body, revision: made.draft.revision, by: made.draft.savedBy, at: made.draft.savedAt });
    announce(texts.rules.edit.saved);
    return true;
  };
  return { body, set, dirty, save, busy, problem, kept };
}
