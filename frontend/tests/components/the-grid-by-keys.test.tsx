import { useState } from "react";
import { beforeEach, describe, expect, it } from "vitest";
import { page, userEvent } from "vitest/browser";
import { DataGrid } from "@/ui/data-grid";
import type { Column } from "@/ui/grid-row";
import { draw } from "./support/draw";

interface Row {
  id: number;
}

const COLUMNS: Column<Row>[] = [
  { key: "number", title: "编号", width: "120px", render: ({ id }) => `第${id}号` },
  { key: "title", title: "标题", width: "1fr", render: ({ id }) => `关于第${id}件的建议` },
];
const rowsUpTo = (count: number) => Array.from({ length: count }, (_, index) => ({ id: index + 1 }));
const ALL = 500;

let focusKey = "";
let opened: { id: number; newTab: boolean }[] = [];

function List({ first }: { first: number }) {
  const [count, setCount] = useState(first);
  return (
    <div style={{ height: 400, display: "flex" }}>
      <DataGrid
        label="办理件"
        columns={COLUMNS}
        rows={rowsUpTo(count)}
        total={ALL}
        hasMore={count < ALL}
        loadMore={() => undefined}
        loadAll={() => setCount(ALL)}
        onOpen={({ id }, newTab) => opened.push({ id, newTab })}
        focusKey={focusKey}
      />
    </div>
  );
}

const row = (id: number) => page.getByRole("row", { name: `第${id}号` });

async function entered(first = ALL) {
  await draw(<List first={first} />);
  await expect.element(row(1)).toBeVisible();
  row(1).element().focus();
}

beforeEach(() => {
  opened = [];
  focusKey += "a"; // the place in another list is not remembered
});

describe("the grid", () => {
  it("draws a part of its rows and tells how many there are", async () => {
    await entered();

    await expect.element(page.getByRole("grid")).toHaveAttribute("aria-rowcount", String(ALL + 1));
    expect(page.getByRole("row").elements().length).toBeLessThan(100);
  });

  it("is one stop of the tab key, at the row that was left", async () => {
    await entered();
    await userEvent.keyboard("{ArrowDown}{ArrowDown}");

    await expect.element(row(3)).toHaveFocus();
    const stops = page
      .getByRole("row")
      .elements()
      .filter((each) => each.tabIndex === 0);
    expect(stops.map((each) => each.getAttribute("aria-rowindex"))).toEqual(["4"]);
  });

  it("goes by pages, and no further than its ends", async () => {
    await entered();
    await userEvent.keyboard("{ArrowUp}");
    await expect.element(row(1)).toHaveFocus();
    await userEvent.keyboard("{PageDown}");
    await expect.element(row(16)).toHaveFocus();
    await userEvent.keyboard("{PageUp}{PageUp}");

    await expect.element(row(1)).toHaveFocus();
  });

  it("reaches the last row by End though it was not read yet, and the first by Home", async () => {
    await entered(100);
    await userEvent.keyboard("{End}");
    await expect.element(row(ALL)).toHaveFocus();
    await userEvent.keyboard("{Home}");

    await expect.element(row(1)).toHaveFocus();
  });

  it("opens the row by Enter, and in a tab of its own by a click with Ctrl", async () => {
    await entered();
    await userEvent.keyboard("{ArrowDown}{Enter}");
    await row(3).click({ modifiers: ["Control"] });

    expect(opened).toEqual([
      { id: 2, newTab: false },
      { id: 3, newTab: true },
    ]);
  });
});
