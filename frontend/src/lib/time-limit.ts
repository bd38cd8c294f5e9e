/** A request that gets no answer ends after a while, and says so: nobody waits before a page that never fills. */
import { type Exchange, makeOperation, type Operation } from "@urql/core";
import { map, pipe } from "wonka";

/** The server ends a query by itself after 20 s (statement_timeout); the rest is the way there and back. */
const READ = 30_000;
/** A step may wait for others that hold the same rows. */
const WRITE = 60_000;
/** An upload over a poor line: 16 KB a second, beyond what any request has. */
const BYTES_A_MILLISECOND = 16;

/** `once` is a write with a key: sent again, it has one effect. */
export type Intent = "read" | "write" | "once";

/** No answer came: the line is broken, or the time was over. Of a write nobody knows whether it was done. */
export class Unanswered extends Error {
  constructor(
    readonly intent: Intent,
    readonly late: boolean,
  ) {
    super(late ? "no answer in time" : "no answer");
  }
}

export function limitOf(intent: Intent, bytes: number): number {
  return (intent === "read" ? READ : WRITE) + bytes / BYTES_A_MILLISECOND;
}

/** `fetch` up to the last byte of the answer, within the limit; whoever asked may still call it off. */
export function limited(intent: Intent): typeof fetch {
  return async (address, options = {}) => {
    const ending = new AbortController();
    const callOff = () => ending.abort();
    options.signal?.addEventListener("abort", callOff);
    let late = false;
    const sent = typeof options.body === "string" ? options.body.length : 0;
    const timer = setTimeout(
      () => {
        late = true;
        ending.abort();
      },
      limitOf(intent, sent),
    );
    try {
      const answer = await fetch(address, { ...options, signal: ending.signal });
      const text = await answer.text();
      if (!isOfServer(answer)) throw new Error("answered by something between");
      return new Response(text, answer);
    } catch {
      throw new Unanswered(intent, late);
    } finally {
      clearTimeout(timer);
      options.signal?.removeEventListener("abort", callOff);
    }
  };
}

/** The server answers in JSON whatever is wrong; a proxy that cannot reach it sends a page of its own. */
const isOfServer = ({ headers }: Response) => headers.get("content-type")?.includes("json") ?? false;

function intentOf({ kind, variables }: Operation): Intent {
  if (kind !== "mutation") return "read";
  return typeof variables?.key === "string" ? "once" : "write";
}

const withLimit = (operation: Operation) =>
  makeOperation(operation.kind, operation, { ...operation.context, fetch: limited(intentOf(operation)) });

/** Gives each request its limit; stands just before the requests are sent. */
export const timeLimitExchange: Exchange =
  ({ forward }) =>
  (operations) =>
    forward(
      pipe(
        operations,
        map((operation) => (operation.kind === "subscription" ? operation : withLimit(operation))),
      ),
    );
