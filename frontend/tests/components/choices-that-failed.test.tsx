import { Form } from "antd";
import { describe, expect, it } from "vitest";
import { page } from "vitest/browser";
import { PlaceFields } from "@/features/accounts/place-fields";
import { type Answer, draw, lost, refused } from "./support/draw";

const UNITS = {
  units: [{ __typename: "Unit", id: "1", name: "教育局", sections: [], roles: ["UNIT_CLERK"] }],
};

async function placeFields(answers: Answer[]) {
  await draw(
    <Form>
      <PlaceFields />
    </Form>,
    { AccountUnits: () => answers.shift() ?? UNITS },
  );
}

const again = page.getByRole("button", { name: "再试" });

describe("a select whose choices did not come", () => {
  it("says so below it, and has them after 再试", async () => {
    await placeFields([lost()]);

    await expect.element(page.getByRole("alert")).toHaveTextContent("单位未取到：网络连接中断");
    await again.click();

    await expect.element(page.getByRole("alert")).not.toBeInTheDocument();
    await page.getByRole("combobox").first().click();
    await expect.element(page.getByText("教育局")).toBeVisible();
  });

  it("offers nothing to try again where it was refused", async () => {
    await placeFields([refused("FORBIDDEN", "您无权查看单位。")]);

    await expect.element(page.getByRole("alert")).toHaveTextContent("您无权查看单位。");
    await expect.element(again).not.toBeInTheDocument();
  });
});
