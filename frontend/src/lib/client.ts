/** The GraphQL client: one normalised cache, one HTTP address, one socket, and what happens when signed out. */
import { createClient as createSocket } from "graphql-ws";
import { Client, fetchExchange, mapExchange, subscriptionExchange } from "urql";
import { cache } from "@/lib/cache";
import { setConnection } from "@/lib/connection";
import { errorCode } from "@/lib/failures";
import { persistedExchange } from "@/lib/persisted";
import { timeLimitExchange } from "@/lib/time-limit";

const RETRY_FLOOR = 1_000;
const RETRY_CEILING = 8_000;

let whenSignedOut: () => void = () => undefined;

/** What the page does when the server says that nobody is signed in any more. */
export function onSignedOut(action: () => void): void {
  whenSignedOut = action;
}

function makeSocket() {
  const scheme = window.location.protocol === "https:" ? "wss" : "ws";
  return createSocket({
    url: `${scheme}://${window.location.host}/graphql/ws`,
    keepAlive: 15_000,
    retryAttempts: Number.POSITIVE_INFINITY,
    shouldRetry: () => true,
    retryWait: (tries) => {
      const longest = Math.min(RETRY_CEILING, RETRY_FLOOR * 2 ** Math.min(tries, 5));
      return new Promise((resolve) => setTimeout(resolve, longest * (0.5 + Math.random() / 2)));
    },
    on: { connected: () => setConnection("live"), closed: () => setConnection("lost") },
  });
}

/** A client with an empty cache; made anew at sign-in and sign-out, so that no seat sees another's data. */
export function makeClient(): Client {
  const socket = makeSocket();
  return new Client({
    url: "/graphql",
    preferGetMethod: false,
    fetchOptions: { credentials: "same-origin", headers: { Accept: "application/json" } },
    exchanges: [
      mapExchange({
        onError(error) {
          if (errorCode(error) === "UNAUTHENTICATED") whenSignedOut();
        },
      }),
      cache(),
      persistedExchange,
      timeLimitExchange,
      fetchExchange,
      subscriptionExchange({
        forwardSubscription: (request) => ({
          subscribe: (sink) => ({
            unsubscribe: socket.subscribe({ query: request.query ?? "", variables: request.variables }, sink),
          }),
        }),
      }),
    ],
  });
}
