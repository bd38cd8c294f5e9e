/** Draws a component as the page would: with the product's look and a client whose server is the test. */
import {
  Client,
  CombinedError,
  type Exchange,
  getOperationName,
  makeErrorResult,
  type Operation,
} from "@urql/core";
import type { ReactNode } from "react";
import { Provider } from "urql";
import { render } from "vitest-browser-react";
import { delay, filter, fromPromise, fromValue, mergeMap, pipe, takeUntil } from "wonka";
import { Look } from "@/app/theme";

export type Answer = Record<string, unknown> | CombinedError | Promise<never>;
/** What the server says to an operation by its name; asked anew at each request. */
export type Server = Record<string, (variables: Record<string, unknown>) => Answer>;

export const lost = () => new CombinedError({ networkError: new TypeError("Failed to fetch") });

export const refused = (code: string, message: string) =>
  new CombinedError({ graphQLErrors: [{ message, extensions: { code } }] });

async function answer(server: Server, operation: Operation) {
  const name = getOperationName(operation.query) ?? "";
  const said = await server[name]?.(operation.variables as Record<string, unknown>);
  const base = { operation, stale: false, hasNext: false };
  if (said === undefined) return makeErrorResult(operation, new Error(`the test answers no ${name}`));
  return said instanceof CombinedError ? { ...base, data: undefined, error: said } : { ...base, data: said };
}

/** A moment later, so that a request called off at once (as React's first look at an answer is) was never made. */
function answering(server: Server): Exchange {
  return () => (operations) =>
    pipe(
      operations,
      filter(({ kind }) => kind === "query" || kind === "mutation"),
      mergeMap((operation) =>
        pipe(
          fromValue(operation),
          delay(1),
          mergeMap(() => fromPromise(answer(server, operation))),
          takeUntil(
            pipe(
              operations,
              filter(({ kind, key }) => kind === "teardown" && key === operation.key),
            ),
          ),
        ),
      ),
    );
}

export function clientOf(server: Server): Client {
  return new Client({ url: "/graphql", preferGetMethod: false, exchanges: [answering(server)] });
}

export function draw(children: ReactNode, server: Server = {}) {
  return render(
    <Look>
      <Provider value={clientOf(server)}>{children}</Provider>
    </Look>,
  );
}
