// The chosen year survives a reload, the way back, a link and the sign-in; its figures lead to lists of that year.
import { act, createElement } from "react";
import { createRoot, type Root } from "react-dom/client";
import { renderToStaticMarkup } from "react-dom/server";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Earlier, Headline } from "@/features/board/figures";
import { boardOf, signInFor, useYear, yearIn } from "@/features/board/year-address";
import { YearChoice } from "@/features/board/year-choice";
import { variablesOf } from "@/features/worklist/filter";

(globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;

const YEARS = [2026, 2025, 2024];
let root: Root;
let asked: (number | undefined)[];

function Board() {
  const [year, choose] = useYear();
  asked.push(year);
  return createElement(YearChoice, { state: { year: year ?? 2026, years: YEARS }, onYear: choose });
}

function open(address: string): void {
  window.history.replaceState(null, "", address);
  act(() => root.render(createElement(Board)));
}

const select = () => document.querySelector("select") as HTMLSelectElement;

function choose(year: number): void {
  act(() => {
    select().value = String(year);
    select().dispatchEvent(new Event("change", { bubbles: true }));
  });
}

beforeEach(() => {
  asked = [];
  document.body.innerHTML = '<div id="at"></div>';
  root = createRoot(document.getElementById("at") as HTMLElement);
});

afterEach(() => act(() => root.unmount()));

describe("the board's year", () => {
  it("is asked for from the first moment when the address names it", () => {
    open("/board?year=2025");

    expect(asked[0]).toBe(2025);
    expect(select().value).toBe("2025");
  });

  it("is the newest, and no parameter, when nobody chose", () => {
    open("/board");

    expect(asked).toEqual([undefined]);
    expect(select().value).toBe("2026");
  });

  it("goes into the address when it is chosen, and out of it with the newest", () => {
    open("/board");

    choose(2025);
    expect(window.location.pathname + window.location.search).toBe("/board?year=2025");
    expect(asked.at(-1)).toBe(2025);

    choose(2026);
    expect(window.location.pathname + window.location.search).toBe("/board");
    expect(asked.at(-1)).toBeUndefined();
  });

  it("follows the way back and forward", () => {
    open("/board?year=2024");

    window.history.replaceState(null, "", "/board?year=2025");
    act(() => window.dispatchEvent(new PopStateEvent("popstate")));

    expect(select().value).toBe("2025");
  });

  it("leaves a step to come back to with each choice", () => {
    open("/board");
    const push = vi.spyOn(window.history, "pushState");

    choose(2024);

    expect(push).toHaveBeenCalledOnce();
    push.mockRestore();
  });

  it("is kept by the way to the sign-in", () => {
    const to = new URL(signInFor(2025), "http://yunzhou.localhost").searchParams.get("to");

    expect(to).toBe("/board?year=2025");
    expect(new URL(signInFor(undefined), "http://yunzhou.localhost").searchParams.get("to")).toBe("/board");
  });

  it.each(["", "?year=", "?year=99", "?year=20255", "?year=2025x", "?year=-2025", "?yea=2025"])(
    "is nobody's wish in %s",
    (search) => expect(yearIn(search)).toBeUndefined(),
  );

  it("reads back what it writes", () => {
    expect(yearIn(new URL(boardOf(2025), "http://yunzhou.localhost").search)).toBe(2025);
  });
});

describe("a wall", () => {
  it("shows the newest year whatever its address says, and offers no choice", async () => {
    window.history.replaceState(null, "", "/board?year=2025#seat=key");
    vi.resetModules();
    const wall = await import("@/features/board/year-address");
    const { YearChoice: Told } = await import("@/features/board/year-choice");
    const Screen = () => {
      const [year, choose] = wall.useYear();
      return createElement(Told, { state: { year: year ?? 2026, years: YEARS }, onYear: choose });
    };

    const shown = renderToStaticMarkup(createElement(Screen));

    expect(shown).toContain("2026 年度");
    expect(shown).not.toContain("select");
  });
});

const figures = [
  {
    ...{ kind: "SUGGESTION", total: 9, arrived: 1, unfinished: 4, green: 2, yellow: 1, red: 1, stages: [] },
    earlier: { unfinished: 3, red: 2 },
  },
];

/** What the list shows when each link of this markup is opened. */
function listsOf(markup: string) {
  return [...markup.matchAll(/href="([^"]+)"/g)].map(([, address = ""]) => {
    const { searchParams } = new URL(address.replaceAll("&amp;", "&"), "http://yunzhou.localhost");
    return variablesOf(Object.fromEntries(searchParams), "TO_DO");
  });
}

describe("a figure of a chosen year", () => {
  it("opens the list of that year, and of no other", () => {
    const lists = listsOf(renderToStaticMarkup(createElement(Headline, { figures, year: 2025 } as never)));

    expect(lists).toHaveLength(7);
    expect(lists.map(({ year, beforeYear }) => [year, beforeYear ?? null])).toEqual(
      lists.map(() => [2025, null]),
    );
  });

  it("opens what is still open of the years before it", () => {
    const lists = listsOf(renderToStaticMarkup(createElement(Earlier, { figures, year: 2025 } as never)));

    expect(lists.map(({ year, beforeYear }) => [year ?? null, beforeYear])).toEqual([
      [null, 2025],
      [null, 2025],
    ]);
    expect(lists[0]?.states).toEqual(expect.arrayContaining(["REGISTERED", "DISPATCHED", "TRACKING"]));
    expect(lists[0]?.states).not.toContain("CLOSED");
    expect(lists[1]?.lights).toEqual(["RED"]);
  });

  it("says nothing of years before when nothing of them is open", () => {
    const none = figures.map((row) => ({ ...row, earlier: { unfinished: 0, red: 0 } }));

    expect(renderToStaticMarkup(createElement(Earlier, { figures: none, year: 2025 } as never))).toBe("");
  });
});
