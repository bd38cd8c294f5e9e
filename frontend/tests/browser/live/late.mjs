// A case that is late: its red light in the bells, and the point it costs in the score of the year.

/** The bell of a seat, opened: its reminders of a case. */
async function rung(product, username, title) {
  const page = await product.seat(username);
  await page.goto(product.at(username, "/cases"));
  await page.locator(".bell").click();
  const found = page.locator(".reminders .reminder", { hasText: title }).filter({ hasText: "主办到期" });
  await found.first().waitFor();
  return { page, found };
}

/** In the bell of that seat the case stands once, red. */
export async function ringsOnce(product, username, title) {
  const { page, found } = await rung(product, username, title);
  const [count, words] = [await found.count(), await found.first().innerText()];
  product.note(`the bell of ${username} has it once: ${words.replaceAll("\n", " ")}`, count === 1);
  product.note(`${username} sees a red light`, words.includes("逾期"));
  await product.shot(page, `bell-${username}`);
}

async function pick(page, label, option) {
  await page.getByRole("dialog").getByLabel(label, { exact: true }).click();
  const open = page.locator(".ant-select-dropdown:not(.ant-select-dropdown-hidden)");
  await open.locator(".ant-select-item-option", { hasText: option }).first().click();
}

/** The office scores the governments below; the case stands on the sheet as lost, and opens from there. */
export async function losesPoints(product, username, { title, year, unit }) {
  const page = await product.seat(username);
  await page.goto(product.at(username, "/assessment"));
  await page.getByRole("button", { name: "开始试算" }).click();
  await pick(page, "考核办法", `${year}年度`);
  await pick(page, "考核对象", "下级政府");
  await product.shot(page, "score-form");
  await page
    .getByRole("dialog")
    .getByRole("button", { name: /试\s*算/ })
    .click();
  await page.waitForURL(/\/assessment\/\d+$/);
  await page.getByRole("link", { name: unit }).click();
  await page.waitForURL(/\/assessment\/sheets\/\d+$/);
  for (const [item, why] of [
    ["办复率", "截止日仍未办复"],
    ["按时办复率", "已逾期，仍未办复"],
  ]) {
    const table = page.getByRole("table", { name: `${item}：失分的件和事项`, exact: true });
    const row = table.getByRole("row").filter({ hasText: title });
    await row.getByText(why).waitFor();
    product.note(`${item} has it as lost: ${why}`);
  }
  await product.shot(page, "score-sheet");
  await page.getByRole("link", { name: title }).first().click();
  await page.waitForURL(/\/cases\/\d+$/);
  await page.getByRole("heading", { name: title }).waitFor();
  product.note("the late case opens from the sheet");
  return page.url();
}
