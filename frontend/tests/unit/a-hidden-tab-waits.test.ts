import { act, createElement } from "react";
import { createRoot } from "react-dom/client";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { setConnection } from "@/lib/connection";
import { useLiveReload } from "@/lib/live";

let shown = true;
let reloads = 0;
let root: ReturnType<typeof createRoot>;

function Page() {
  useLiveReload(
    () => true,
    () => {
      reloads += 1;
    },
  );
  return null;
}

function look(on: boolean) {
  shown = on;
  act(() => void document.dispatchEvent(new Event("visibilitychange")));
}

function interrupted() {
  act(() => setConnection("lost"));
  act(() => setConnection("live"));
}

beforeEach(() => {
  vi.stubGlobal("IS_REACT_ACT_ENVIRONMENT", true);
  Object.defineProperty(document, "visibilityState", {
    configurable: true,
    get: () => (shown ? "visible" : "hidden"),
  });
  shown = true;
  setConnection("live");
  root = createRoot(document.createElement("div"));
  act(() => root.render(createElement(Page)));
  reloads = 0;
});

afterEach(() => {
  act(() => root.unmount());
  vi.unstubAllGlobals();
});

describe("a page that follows the cases", () => {
  it("reloads after an interruption while somebody looks at it", () => {
    interrupted();

    expect(reloads).toBe(1);
  });

  it("asks for nothing in a hidden tab, and once when it comes back to view", () => {
    look(false);
    interrupted();
    interrupted();
    const hidden = reloads;

    look(true);

    expect(hidden).toBe(0);
    expect(reloads).toBe(1);
  });

  it("does not reload when it comes back to view and nothing happened", () => {
    look(false);

    look(true);

    expect(reloads).toBe(0);
  });
});
