/** What a notice would change, asked for once, and again every few seconds while governments count. */
import { useCallback, useEffect, useState } from "react";
import { useClient } from "urql";
import {
  type HolidayNoticeInput,
  PreviewHolidayNoticeDocument,
  TryHolidayNoticeDocument,
} from "@/gql/graphql";
import { type Problem, problemOfRefusal, sentenceOf } from "@/lib/failures";
import { texts } from "@/lib/texts";
import type { Preview } from "./notice-preview";

const AGAIN = 3_000;

export interface Seen {
  preview: Preview;
  input: HolidayNoticeInput;
}

export function usePreview(onProblems: (problems: Problem[]) => void) {
  const client = useClient();
  const [seen, setSeen] = useState<Seen | null>(null);

  const look = useCallback(
    async (input: HolidayNoticeInput) => {
      const { data, error } = await client
        .query(PreviewHolidayNoticeDocument, { input }, { requestPolicy: "network-only" })
        .toPromise();
      const preview = data?.previewHolidayNotice;
      if (preview && !preview.refusal) return setSeen({ preview, input });
      setSeen(null);
      const failed = { field: "", message: error ? sentenceOf(error) : texts.failure.empty };
      onProblems([preview?.refusal ? problemOfRefusal(preview.refusal) : failed]);
    },
    [client, onProblems],
  );
  const tryOut = useCallback(async () => {
    if (!seen) return;
    const { error } = await client.mutation(TryHolidayNoticeDocument, { input: seen.input }).toPromise();
    if (error) return onProblems([{ field: "", message: sentenceOf(error) }]);
    await look(seen.input);
  }, [client, look, onProblems, seen]);

  const waiting = (seen?.preview.trial?.waiting ?? 0) > 0;
  useEffect(() => {
    if (!seen || !waiting) return;
    const timer = window.setTimeout(() => void look(seen.input), AGAIN);
    return () => window.clearTimeout(timer);
  }, [seen, waiting, look]);

  const forget = useCallback(() => setSeen(null), []);
  return { seen, look, tryOut, forget };
}
