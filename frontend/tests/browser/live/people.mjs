// Walks of the administrator's page: a new account with its one-time password, a post that ends, a reset.
import { choose } from "./moves.mjs";

const dialogOf = (page) => page.getByRole("dialog").filter({ visible: true });

/** The text of the notice with a one-time password. */
async function oneTime(page, name) {
  const notice = page.locator(".conflict", { hasText: `“${name}”的一次性密码` });
  await notice.waitFor();
  return (await notice.locator("strong").innerText()).split("：").at(-1).trim();
}

export async function accounts(product) {
  const page = await product.seat("yz-admin");
  const stamp = Date.now() % 100_000;
  const [username, name] = [`yz-new-${stamp}`, `新到任${stamp}`];
  await page.goto(product.at("/accounts"));
  await page.getByRole("button", { name: "新建账号" }).click();
  await dialogOf(page).getByLabel("账号", { exact: true }).fill("yz-office");
  await dialogOf(page).getByLabel("姓名", { exact: true }).fill(name);
  await choose(page, dialogOf(page), "单位", "云州市教育局");
  await choose(page, dialogOf(page), "岗位", "经办人");
  await dialogOf(page).getByRole("button", { name: "新建账号" }).click();
  await dialogOf(page).locator(".error-summary").waitFor();
  await product.shot(page, "account-taken");
  product.note(
    `a name that is taken is refused: ${await dialogOf(page).locator(".error-summary li").innerText()}`,
  );
  await dialogOf(page).getByLabel("账号", { exact: true }).fill(username);
  await dialogOf(page).getByRole("button", { name: "新建账号" }).click();
  const first = await oneTime(page, name);
  product.note("an account is made, with a one-time password");
  await product.shot(page, "account-made");
  await page.getByLabel("按姓名、账号、单位查找").fill(username);
  const row = page.locator("tbody tr", { hasText: username });
  await row.getByRole("button", { name: "重置密码" }).click();
  await dialogOf(page)
    .getByRole("button", { name: /确\s*定/ })
    .click();
  await page.locator(".conflict strong", { hasNotText: first }).waitFor();
  const second = await oneTime(page, name);
  product.note("a reset gives another password", second !== first);
  await posts(product, page, row);
  await row.getByRole("button", { name: "停用" }).click();
  await dialogOf(page)
    .getByRole("button", { name: /确\s*定/ })
    .click();
  await row.getByRole("button", { name: "启用" }).waitFor();
  product.note("an account is stopped");
}

/** A second post is given and the first one ended. */
async function posts(product, page, row) {
  await row.getByRole("button", { name: "岗位" }).click();
  const dialog = dialogOf(page);
  await choose(page, dialog, "单位", "云州市水务局");
  await choose(page, dialog, "岗位", "经办人");
  await dialog.getByRole("button", { name: "增加岗位" }).click();
  await dialog.locator("li", { hasText: "水务局" }).waitFor();
  await product.shot(page, "account-posts");
  await dialog.locator("li", { hasText: "教育局" }).getByRole("button", { name: "免去" }).click();
  await dialog.locator("li", { hasText: "教育局" }).waitFor({ state: "detached" });
  product.note("a post is given, another ended");
  await dialog.locator(".form-foot").getByRole("button", { name: "关闭" }).click();
  await row.getByText("云州市水务局").waitFor();
}
