import { Client, CombinedError, type Exchange } from "@urql/core";
import { act, createElement } from "react";
import { createRoot } from "react-dom/client";
import { Provider } from "urql";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { delay, filter, map, pipe } from "wonka";
import { useStart } from "@/features/rules/use-start";

type Said = { data?: object; error?: CombinedError };

const LOST: Said = { error: new CombinedError({ networkError: new Error("lost") }) };
const BUSY: Said = {
  error: new CombinedError({ graphQLErrors: [{ message: "太忙", extensions: { code: "TOO_BUSY" } }] }),
};
const REFUSED: Said = {
  data: { startPackDraft: { draft: null, refusal: { code: "no_pack", field: "", message: "没有这个包。" } } },
};

let keys: unknown[];
let answers: Said[];
let root: ReturnType<typeof createRoot>;
let start: ReturnType<typeof useStart>["start"];

const server: Exchange = () => (operations) =>
  pipe(
    operations,
    filter(({ kind }) => kind === "mutation"),
    delay(1),
    map((operation) => {
      keys.push((operation.variables as { key: string }).key);
      const said = answers.shift() ?? LOST;
      return { operation, data: undefined, error: undefined, stale: false, hasNext: false, ...said };
    }),
  );

function Page() {
  start = useStart(() => undefined).start;
  return null;
}

const begin = (shipped: string) => act(() => start({ shipped }));

beforeEach(() => {
  vi.stubGlobal("IS_REACT_ACT_ENVIRONMENT", true);
  keys = [];
  const client = new Client({ url: "/", preferGetMethod: false, exchanges: [server] });
  root = createRoot(document.createElement("div"));
  act(() => root.render(createElement(Provider, { value: client }, createElement(Page))));
});

afterEach(() => {
  act(() => root.unmount());
  vi.unstubAllGlobals();
});

describe("what is sent again", () => {
  it("has the same key when no answer came, so that it has one effect", async () => {
    answers = [LOST, BUSY];
    await begin("national");
    await begin("national");
    await begin("national");

    expect(keys[1]).toBe(keys[0]);
    expect(keys[2]).toBe(keys[0]);
  });

  it("has a new key after a refusal: that left nothing behind", async () => {
    answers = [REFUSED];
    await begin("national");
    await begin("national");

    expect(keys[1]).not.toBe(keys[0]);
  });

  it("has a new key when it is something else", async () => {
    answers = [LOST];
    await begin("national");
    await begin("henan");

    expect(keys[1]).not.toBe(keys[0]);
  });
});
