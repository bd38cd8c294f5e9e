import { describe, expect, it } from "vitest";
import { page } from "vitest/browser";
import { ReminderBell } from "@/features/reminders/bell";
import { type Answer, draw, lost } from "./support/draw";

const END = { pageInfo: { hasNextPage: false, endCursor: null }, unseenCount: 0 };
const NOTHING = {
  Reminders: { reminders: { ...END, edges: [] } },
  Notices: { notices: { ...END, edges: [] } },
};

/** Fails until `mended`. */
async function bell() {
  let mended = false;
  const say = (answer: Answer) => (mended ? answer : lost());
  await draw(<ReminderBell />, {
    Reminders: () => say(NOTHING.Reminders),
    Notices: () => say(NOTHING.Notices),
  });
  return () => {
    mended = true;
  };
}

describe("the bell", () => {
  it("says on its button that it could not be read, and inside what, each with 再试", async () => {
    const mend = await bell();
    await expect.element(page.getByRole("button", { name: "提醒" })).toHaveTextContent("未取到");
    await page.getByRole("button", { name: "提醒" }).click();
    const told = page.getByRole("alert");
    await expect.element(told.filter({ hasText: "通知未取到" })).toBeVisible();
    await expect.element(told.filter({ hasText: "提醒未取到" })).toBeVisible();

    mend();
    await told.filter({ hasText: "通知未取到" }).getByRole("button", { name: "再试" }).click();
    await told.filter({ hasText: "提醒未取到" }).getByRole("button", { name: "再试" }).click();

    await expect.element(page.getByText("没有提醒。")).toBeVisible();
    await expect.element(page.getByRole("button", { name: "提醒" })).not.toHaveTextContent("未取到");
  });
});
