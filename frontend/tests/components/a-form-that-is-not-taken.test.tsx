import { describe, expect, it } from "vitest";
import { page, userEvent } from "vitest/browser";
import { CreateAccount } from "@/features/accounts/create-account";
import { draw, refused, type Server } from "./support/draw";

const UNITS = {
  units: [{ __typename: "Unit", id: "7", name: "教育局", sections: [], roles: ["UNIT_CLERK"] }],
};
const TAKEN = { code: "username_taken", field: "username", message: "这个账号已有人使用，请换一个。" };
const payload = (rest: object) => ({
  createAccount: {
    __typename: "AccountPayload",
    account: null,
    oneTimePassword: null,
    refusal: null,
    ...rest,
  },
});

const create = page.getByRole("button", { name: "新建账号" });

async function form(server: Server, onDone: (made: unknown) => void = () => undefined) {
  await draw(<CreateAccount onDone={onDone} />, { AccountUnits: () => UNITS, ...server });
}

async function choose(label: string, choice: string) {
  await page.getByRole("combobox", { name: label }).click();
  await page.getByTitle(choice).click();
}

async function fillIn() {
  await page.getByRole("textbox", { name: "账号" }).fill("bj-edu");
  await page.getByRole("textbox", { name: "姓名" }).fill("王芳");
  await choose("单位", "教育局");
  await choose("岗位", "联络员");
}

describe("a form with empty fields", () => {
  it("says on top what is lacking, asks nothing of the server, and leads to the field", async () => {
    let asked = 0;
    await form({
      CreateAccount: () => {
        asked += 1;
        return payload({});
      },
    });
    await create.click();

    const summary = page.getByRole("alert").filter({ hasText: "需要改正" });
    await expect.element(summary).toHaveFocus();
    await summary.getByRole("link", { name: "姓名" }).click();
    await expect.element(page.getByRole("textbox", { name: "姓名" })).toHaveFocus();
    expect(asked).toBe(0);
  });
});

describe("a form that the server refuses", () => {
  it("tells it at the field, keeps what was typed, and is taken when it is corrected", async () => {
    const done: unknown[] = [];
    const sent: unknown[] = [];
    await form(
      {
        CreateAccount: ({ input }) => {
          sent.push(input);
          return sent.length === 1 ? payload({ refusal: TAKEN }) : payload({ oneTimePassword: "Abc-1234" });
        },
      },
      (made) => void done.push(made),
    );
    await fillIn();
    await create.click();

    await expect.element(page.getByRole("link", { name: TAKEN.message })).toBeVisible();
    const account = page.getByRole("textbox", { name: "账号" });
    await expect.element(account).toHaveValue("bj-edu");
    await userEvent.clear(account);
    await account.fill("bj-edu2");
    await create.click();

    await expect.poll(() => done).toEqual([{ name: "王芳", password: "Abc-1234" }]);
    expect(sent.map((input) => (input as { username: string }).username)).toEqual(["bj-edu", "bj-edu2"]);
  });

  it("tells a refusal of the whole in the summary", async () => {
    await form({ CreateAccount: () => refused("FORBIDDEN", "只有管理员可以新增账号。") });
    await fillIn();
    await create.click();

    await expect
      .element(page.getByRole("alert").filter({ hasText: "未能办理" }))
      .toHaveTextContent("只有管理员可以新增账号。");
  });
});
