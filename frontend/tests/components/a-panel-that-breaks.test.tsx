import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { page } from "vitest/browser";
import { Section } from "@/ui/page";
import { Panels } from "@/ui/panels";
import { draw } from "./support/draw";

let broken = true;

function Fragile() {
  if (broken) throw new Error("no such field");
  return <p>期限</p>;
}

const again = page.getByRole("button", { name: "再试" });

beforeEach(() => {
  broken = true;
  vi.spyOn(console, "error").mockImplementation(() => undefined); // React tells of what was caught
});

afterEach(() => {
  vi.restoreAllMocks();
});

describe("a panel that breaks while it is drawn", () => {
  it("says so in its place and leaves the others", async () => {
    await draw(
      <Panels>
        <Fragile />
        <p>原文</p>
      </Panels>,
    );

    await expect.element(page.getByRole("alert")).toHaveTextContent("这一部分暂时无法显示");
    await expect.element(page.getByText("原文")).toBeVisible();
  });

  it("is drawn anew by 再试", async () => {
    await draw(
      <Panels>
        <Fragile />
      </Panels>,
    );
    await expect.element(again).toBeVisible();
    broken = false;
    await again.click();

    await expect.element(page.getByText("期限")).toBeVisible();
  });

  it("stays told of while it breaks again", async () => {
    await draw(
      <Panels>
        <Fragile />
      </Panels>,
    );
    await again.click();

    await expect.element(page.getByRole("alert")).toBeVisible();
  });

  it("is drawn anew when what it shows has changed", async () => {
    const shown = (row: string) => (
      <Panels of={row}>
        <Fragile />
      </Panels>
    );
    const { rerender } = await draw(shown("1"));
    await expect.element(page.getByRole("alert")).toBeVisible();
    broken = false;
    await rerender(shown("2"));

    await expect.element(page.getByText("期限")).toBeVisible();
  });

  it("keeps the heading of its section", async () => {
    await draw(
      <Section title="承办单位" id="units">
        <Fragile />
      </Section>,
    );

    await expect.element(page.getByRole("heading", { name: "承办单位" })).toBeVisible();
    await expect.element(page.getByRole("alert")).toBeVisible();
  });
});
