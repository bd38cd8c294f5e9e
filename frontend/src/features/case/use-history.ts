/** 办理经过 of a case page by page: the newest with the case itself, older ones when they are asked for. */
import type { CombinedError } from "@urql/core";
import { useEffect, useEffectEvent, useState } from "react";
import { useClient } from "urql";
import { OlderEventsDocument } from "@/gql/graphql";
import { joined, type Steps, stepsOf, withOlder } from "./history";
import type { FullCase } from "./model";

export function useHistory(row: FullCase) {
  const client = useClient();
  const [before, setBefore] = useState<Steps | null>(null);
  const [loading, setLoading] = useState(false);
  const [error, setError] = useState<CombinedError>();
  const steps = joined(stepsOf(row.events), before);
  const more = async () => {
    if (!steps.cursor || loading) return;
    setLoading(true);
    const asked = { id: row.id, after: steps.cursor };
    const answer = await client
      .query(OlderEventsDocument, asked, { requestPolicy: "network-only" })
      .toPromise();
    const page = answer.data?.case?.older;
    if (page) setBefore(withOlder(steps, stepsOf(page)));
    setError(page ? undefined : answer.error);
    setLoading(false);
  };
  return { steps, more, loading, error };
}

/** The same with pages loaded by themselves, as long as `goesOn` says that what is shown is not enough. */
export function useHistoryUntil(row: FullCase, goesOn: (steps: Steps) => boolean) {
  const history = useHistory(row);
  const { steps, loading, error } = history;
  const wanted = steps.hasMore && !loading && !error && goesOn(steps);
  const goOn = useEffectEvent(() => history.more());
  // biome-ignore lint/correctness/useExhaustiveDependencies: every page that has come may call for the next
  useEffect(() => {
    if (wanted) void goOn();
  }, [wanted, steps.cursor]);
  return history;
}
