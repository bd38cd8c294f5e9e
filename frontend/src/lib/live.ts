/** Live updates: one subscription for the page; whoever shows cases says what to do when one changed. */
import { useEffect, useEffectEvent, useRef } from "react";
import { useSubscription } from "urql";
import { type WorkChangedSubscription, WorkChangedDocument } from "@/gql/graphql";
import { useConnection, useReconnects } from "@/lib/connection";

export type WorkChange = WorkChangedSubscription["workChanged"];

/** Whether a change among the viewer's cases concerns what is shown. */
export type Moves = (change: WorkChange) => boolean;

export const anyChange: Moves = () => true;

/** Of one case; null names several at once. */
export const changeOf =
  (id: string): Moves =>
  ({ caseId }) =>
    caseId === null || caseId === id;

const POLL = 30_000;
/** A message arrives after commit, but a burst of them should cost one reload; one that does not end, one each two seconds. */
const SETTLE = 300;
const PATIENCE = 2_000;

const listeners = new Set<(change: WorkChange | null) => void>();
let last: { epoch: string; seq: number } | null = null;

/** Tells every listener; a jump in the sequence means that something was missed, told as null ("anything"). */
function spread(change: WorkChange): void {
  const missed = last !== null && (last.epoch !== change.epoch || change.seq > last.seq + 1);
  last = { epoch: change.epoch, seq: change.seq };
  for (const listener of listeners) listener(missed ? null : change);
}

/** Opens the page's one subscription; used once, by the shell of a signed-in person. */
export function useLiveFeed(): void {
  const [{ data }] = useSubscription({ query: WorkChangedDocument });
  const change = data?.workChanged;
  useEffect(() => {
    if (change) spread(change);
  }, [change]);
}

/**
 * Calls `reload` when what is shown may be stale: a change that `moves` it, a reconnect, and every 30 s
 * while there is no live connection. Without `moves` never. A tab that nobody looks at waits until it comes back to view, and reloads once.
 */
export function useLiveReload(moves: Moves | undefined, reload: () => void): void {
  const connection = useConnection();
  const reconnects = useReconnects();
  const matters = useEffectEvent((change: WorkChange) => moves?.(change) ?? false);
  const follows = moves !== undefined;
  const refresh = useEffectEvent(reload);
  const stale = useRef(false);
  const arrived = useRef(reconnects); // those before the page opened made nothing of it stale
  const renew = useEffectEvent(() => {
    stale.current = document.visibilityState !== "visible";
    if (!stale.current) refresh();
  });

  useEffect(() => {
    if (!follows) return;
    let timer: number | undefined;
    let first: number | undefined;
    const listener = (change: WorkChange | null) => {
      if (change && !matters(change)) return;
      window.clearTimeout(timer);
      first ??= Date.now();
      const wait = Math.min(SETTLE, Math.max(0, first + PATIENCE - Date.now()));
      timer = window.setTimeout(() => {
        first = undefined;
        renew();
      }, wait);
    };
    listeners.add(listener);
    return () => {
      window.clearTimeout(timer);
      listeners.delete(listener);
    };
  }, [follows]);

  useEffect(() => {
    const back = () => {
      if (stale.current) renew();
    };
    document.addEventListener("visibilitychange", back);
    return () => document.removeEventListener("visibilitychange", back);
  }, []);

  useEffect(() => {
    if (follows && reconnects > arrived.current) renew();
    arrived.current = reconnects;
  }, [follows, reconnects]);

  useEffect(() => {
    if (!follows || connection === "live") return;
    const timer = window.setInterval(() => renew(), POLL);
    return () => window.clearInterval(timer);
  }, [follows, connection]);
}
