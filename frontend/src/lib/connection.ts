/** Whether live updates arrive: a tiny store the socket writes and the header and pages read. */
import { useSyncExternalStore } from "react";

export type Connection = "waiting" | "live" | "lost";

let state: Connection = "waiting";
let epoch = 0;
const listeners = new Set<() => void>();

function tell(): void {
  for (const listener of listeners) listener();
}

/** Called by the socket; a return from "lost" to "live" counts as a reconnect. */
export function setConnection(next: Connection): void {
  if (next === state) return;
  if (next === "live" && state === "lost") epoch += 1;
  state = next;
  tell();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The present state of live updates. */
export function useConnection(): Connection {
  return useSyncExternalStore(subscribe, () => state);
}

/** Grows with each reconnect: pages refetch when it changes, because missed events are not replayed. */
export function useReconnects(): number {
  return useSyncExternalStore(subscribe, () => epoch);
}
