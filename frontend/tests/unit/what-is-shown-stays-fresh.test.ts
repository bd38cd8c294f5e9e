import { Client, CombinedError, type Exchange, subscriptionExchange } from "@urql/core";
import { act, createElement } from "react";
import { createRoot } from "react-dom/client";
import { Provider } from "urql";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { delay, filter, fromValue, map, mergeMap, pipe, takeUntil } from "wonka";
import { WorkFiltersDocument } from "@/gql/graphql";
import { setConnection } from "@/lib/connection";
import { type Answer, useFresh } from "@/lib/fresh";
import { changeOf, type Moves, useLiveFeed } from "@/lib/live";

type Said = { data?: { units: string[] }; error?: CombinedError };

const LOST: Said = { error: new CombinedError({ networkError: new Error("lost") }) };
const REFUSED: Said = {
  error: new CombinedError({
    graphQLErrors: [{ message: "您无权查看。", extensions: { code: "FORBIDDEN" } }],
  }),
};

let answers: Said[];
let asked: number;
let seq = 0;
let tell: (said: { data: unknown }) => void;
let root: ReturnType<typeof createRoot>;
let shown: Answer<unknown>;

/** Answers queries a moment later, so that one called off at once (as React's first look is) was never asked. */
const server: Exchange = () => (operations) =>
  pipe(
    operations,
    filter(({ kind }) => kind === "query"),
    mergeMap((operation) =>
      pipe(
        fromValue(operation),
        delay(1),
        takeUntil(
          pipe(
            operations,
            filter(({ kind, key }) => kind === "teardown" && key === operation.key),
          ),
        ),
      ),
    ),
    map((operation) => {
      asked += 1;
      const said = answers.length > 1 ? answers.shift() : answers[0];
      return { operation, data: undefined, error: undefined, stale: false, hasNext: false, ...said };
    }),
  );

const live = subscriptionExchange({
  forwardSubscription: () => ({
    subscribe: (sink) => {
      tell = sink.next as typeof tell;
      return { unsubscribe: () => undefined };
    },
  }),
});

function Page({ moves, pause }: { moves?: Moves; pause?: boolean }) {
  useLiveFeed();
  shown = useFresh(WorkFiltersDocument, {}, { moves, pause, policy: "network-only" });
  return null;
}

/** A question that a timer asks goes out once React has drawn; its answer comes after that. */
async function pass(time: number) {
  await act(() => vi.advanceTimersByTimeAsync(time));
  await act(() => vi.advanceTimersByTimeAsync(10));
}

async function open(props: { moves?: Moves; pause?: boolean }, ...said: Said[]) {
  answers = said;
  const client = new Client({ url: "/", preferGetMethod: false, exchanges: [live, server] });
  root = createRoot(document.createElement("div"));
  act(() => root.render(createElement(Provider, { value: client }, createElement(Page, props))));
  await pass(10);
  asked = 0; // what came before the first answer does not matter here
}

async function changed(caseId: string | null) {
  seq += 1;
  act(() => tell({ data: { workChanged: { epoch: "a", seq, caseId, step: null } } }));
  await pass(1_000);
}

beforeEach(() => {
  vi.stubGlobal("IS_REACT_ACT_ENVIRONMENT", true);
  vi.useFakeTimers();
  setConnection("live");
  asked = 0;
});

afterEach(() => {
  act(() => root.unmount());
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const ONE: Said = { data: { units: ["教育局"] } };
const TWO: Said = { data: { units: ["教育局", "民政局"] } };

describe("an answer that stays fresh", () => {
  it("is asked for again when a change moves it, and shows what is said now", async () => {
    await open({ moves: changeOf("1") }, ONE, TWO);
    await changed("1");

    expect(asked).toBe(1);
    expect(shown.data).toEqual(TWO.data);
  });

  it("is left alone by changes of others", async () => {
    await open({ moves: changeOf("1") }, ONE);
    await changed("2");

    expect(asked).toBe(0);
  });

  it("follows nothing when nothing moves it: no change, no reconnect, no poll", async () => {
    await open({}, ONE);
    await changed(null);
    act(() => setConnection("lost"));
    await pass(60_000);
    act(() => setConnection("live"));
    await pass(1_000);

    expect(asked).toBe(0);
  });

  it("follows nothing while it waits to be wanted", async () => {
    await open({ moves: () => true, pause: true }, ONE);
    await changed(null);

    expect(asked).toBe(0);
  });

  it("is asked for again after a reconnect", async () => {
    await open({ moves: changeOf("1") }, ONE, TWO);
    act(() => setConnection("lost"));
    act(() => setConnection("live"));
    await pass(1_000);

    expect(shown.data).toEqual(TWO.data);
  });
});

describe("an answer that cannot be renewed", () => {
  it("stays as it was read", async () => {
    await open({ moves: changeOf("1") }, ONE, LOST);
    await changed("1");

    expect(asked).toBe(1);
    expect(shown).toMatchObject({ data: ONE.data, error: undefined });
  });

  it("is taken away by a refusal", async () => {
    await open({ moves: changeOf("1") }, ONE, REFUSED);
    await changed("1");

    expect(shown.data).toBeUndefined();
    expect(shown.error?.message).toContain("您无权查看。");
  });

  it("says why when it never came, and comes after 再试", async () => {
    await open({}, LOST);
    expect(shown.error).toBe(LOST.error);
    answers = [ONE];
    act(() => shown.again());
    await pass(10);

    expect(shown).toMatchObject({ data: ONE.data, error: undefined });
  });
});
