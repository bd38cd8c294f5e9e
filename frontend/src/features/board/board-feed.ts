/**
 * The board as it moves: one socket, the latest state, and whether it may be stale. After a break the server is told
 * which state is shown, and answers that nothing was missed, or with the whole state.
 */
import { createClient } from "graphql-ws";
import { useEffect, useState } from "react";
import type { BoardMovedSubscription, BoardMovedSubscriptionVariables } from "@/gql/graphql";
import operation from "./board.graphql?raw";

type Board = NonNullable<BoardMovedSubscription["board"]>;
export type BoardState = NonNullable<Board["state"]>;

export interface Shown {
  /** "none": this seat has no board; "outside": nobody is signed in. */
  standing: "waiting" | "live" | "lost" | "none" | "outside";
  state: BoardState | null;
  seq: number;
  /** The time of the data, by the server's clock. */
  asOf: string | null;
  /** Since when steps wait that are not in the figures; null when none does. */
  behindSince: string | null;
}

const NOTHING: Shown = { standing: "waiting", state: null, seq: 0, asOf: null, behindSince: null };
/** A wall opens the board with the key of its display seat behind the #, which is sent to no log. */
const DISPLAY_KEY = new URLSearchParams(window.location.hash.slice(1)).get("seat");
export const isDisplay = DISPLAY_KEY !== null;
const BEAT = 5_000;
const ANSWER = 4_000;
const UNAUTHORIZED = 4401;

/** Short at first: somebody looks at the screen. With jitter, so that all screens do not come back at once. */
function pause(tries: number): Promise<void> {
  const longest = Math.min(10_000, 500 * 2 ** Math.min(tries, 5));
  return new Promise((resolve) => setTimeout(resolve, longest * (0.5 + Math.random() / 2)));
}

function closedWith(error: unknown): number | null {
  return error instanceof CloseEvent ? error.code : null;
}

function openSocket(tell: (change: Partial<Shown>) => void) {
  const scheme = window.location.protocol === "https:" ? "wss" : "ws";
  let silence: number | undefined;
  const client = createClient({
    ...(DISPLAY_KEY && { connectionParams: { displaySeat: DISPLAY_KEY } }),
    url: `${scheme}://${window.location.host}/graphql/ws`,
    keepAlive: BEAT,
    retryAttempts: Number.POSITIVE_INFINITY,
    shouldRetry: () => true,
    retryWait: pause,
    on: {
      closed: (event) => {
        window.clearTimeout(silence);
        tell({ standing: closedWith(event) === UNAUTHORIZED ? "outside" : "lost" });
      },
      ping: (received) => {
        if (received) return;
        silence = window.setTimeout(() => client.terminate(), ANSWER);
      },
      pong: (received, payload) => {
        if (!received) return;
        window.clearTimeout(silence);
        const { asOf, behindSince } = (payload ?? {}) as Partial<Pick<Shown, "asOf" | "behindSince">>;
        if (asOf) tell({ asOf, behindSince: behindSince ?? null });
      },
    },
  });
  return client;
}

/**
 * Follows the board of this host's government, with those below it where the seat may see them; of a year, or of
 * the newest that has cases.
 */
export function useBoard(year: number | undefined): Shown {
  const [shown, setShown] = useState<Shown>(NOTHING);
  useEffect(() => {
    const tell = (change: Partial<Shown>) => setShown((before) => ({ ...before, ...change }));
    const client = openSocket(tell);
    // Sent anew with each connection: what is written here is what the server is told then.
    const variables: BoardMovedSubscriptionVariables = { scope: "WITH_LOWER", year };
    const take = (board: Board | null | undefined) => {
      if (!board) return tell({ standing: "none" });
      variables.epoch = board.epoch;
      variables.seq = board.seq;
      tell({
        standing: "live",
        seq: board.seq,
        asOf: board.asOf,
        behindSince: board.behindSince,
        ...(board.state && { state: board.state }),
      });
    };
    const stop = client.subscribe<BoardMovedSubscription>(
      { query: operation, variables: variables as Record<string, unknown> },
      {
        next: ({ data }) => take(data?.board),
        error: (error) => tell({ standing: closedWith(error) === UNAUTHORIZED ? "outside" : "none" }),
        complete: () => undefined,
      },
    );
    return () => {
      stop();
      void client.dispose();
    };
  }, [year]);
  return shown;
}
