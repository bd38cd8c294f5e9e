import { act, createElement } from "react";
import { createRoot } from "react-dom/client";
import { type Client, Provider } from "urql";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { makeSubject } from "wonka";
import { setConnection } from "@/lib/connection";
import { useLiveFeed, useLiveReload } from "@/lib/live";

let reloads = 0;
let seq = 0;
let feed: ReturnType<typeof makeSubject<{ data: unknown }>>;
let root: ReturnType<typeof createRoot>;

function Page() {
  useLiveFeed();
  useLiveReload(
    () => true,
    () => {
      reloads += 1;
    },
  );
  return null;
}

/** Changes of cases, one each `every` milliseconds. */
function changes(count: number, every: number) {
  for (let done = 0; done < count; done += 1) {
    seq += 1;
    act(() => feed.next({ data: { workChanged: { epoch: "a", seq, caseId: "1", version: seq } } }));
    act(() => void vi.advanceTimersByTime(every));
  }
}

beforeEach(() => {
  vi.stubGlobal("IS_REACT_ACT_ENVIRONMENT", true);
  vi.useFakeTimers();
  setConnection("live");
  feed = makeSubject();
  const client = { executeSubscription: () => feed.source } as unknown as Client;
  root = createRoot(document.createElement("div"));
  act(() => root.render(createElement(Provider, { value: client }, createElement(Page))));
  reloads = 0;
});

afterEach(() => {
  act(() => root.unmount());
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe("a page that follows the cases", () => {
  it("reloads once for a burst of changes", () => {
    changes(10, 20);
    act(() => void vi.advanceTimersByTime(300));

    expect(reloads).toBe(1);
  });

  it("reloads every two seconds while changes do not end", () => {
    changes(100, 100);

    expect(reloads).toBeGreaterThanOrEqual(4);
    expect(reloads).toBeLessThanOrEqual(5);
  });
});
