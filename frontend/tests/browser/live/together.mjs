// Walks of two people at the same thing: the same draft, the same button, the same button twice.
import { fillDraft, inCase } from "./moves.mjs";
import { drafted, dispatched, meetings, underway } from "./prepared.mjs";

/** Two officers edit one draft: the second is told, sees the first's text, and loses nothing. */
export async function conflict(product) {
  const row = await drafted(product, await underway(product, "关于家校共育的建议", { edu: "SOLE" }), "edu");
  await meetings(product, row, "edu");
  const [mine, theirs] = [await product.seat("yz-edu-officer"), await product.seat("yz-edu-section")];
  const part = row.assignments[0].id;
  for (const page of [mine, theirs]) {
    await page.goto(`${row.address}/draft/${part}`);
    await page.getByLabel("正文").waitFor();
  }
  await fillDraft(theirs, { text: "（科室改）" });
  await theirs.getByRole("button", { name: "保存草稿" }).click();
  await theirs.locator(".announce-shown").waitFor();
  await fillDraft(mine, { text: "（经办人改）" });
  await mine.getByRole("button", { name: "保存草稿" }).click();
  await mine.locator("section.conflict").waitFor();
  await product.shot(mine, "conflict");
  const kept = await mine.getByLabel("正文").inputValue();
  product.note("the second officer is told and keeps the text", kept.includes("经办人改"));
  const shown = await mine.locator("section.conflict").innerText();
  product.note("and sees the first one's", shown.includes("科室改"));
  await mine.getByRole("button", { name: "以我的内容为准" }).click();
  await mine.locator(".announce-shown", { hasText: "稿子已保存" }).waitFor();
  await mine.getByRole("button", { name: "保存并送审" }).click();
  await mine.waitForURL(row.address);
  product.note("and may save it knowingly");
}

/** Two clerks press 签收 at once: one effect; the other is told who was first. A double click counts once. */
export async function pressing(product) {
  const row = await dispatched(product, "关于午餐配送安全的建议", { edu: "SOLE" });
  const moves = inCase(product, row.address);
  const windows = [await product.seat("yz-edu-clerk"), await product.seat("yz-edu-clerk", " again")];
  const buttons = [];
  for (const page of windows) {
    await page.goto(row.address);
    await page.getByRole("button", { name: "签收", exact: true }).click();
    buttons.push(page.getByRole("button", { name: "确认签收" }));
    await buttons.at(-1).waitFor();
  }
  await Promise.all(buttons.map((button) => button.dblclick()));
  const told = await Promise.race(
    windows.map((page) => page.locator(".error-summary").innerText({ timeout: 60_000 })),
  );
  product.note(`the one who came second is told: ${told.split("\n").at(-1)}`, told.includes("签收"));
  await product.shot(windows[1], "pressed-second");
  const signed = await times(product, row.id, "SIGN_FOR");
  product.note(`signed for ${signed} time`, signed === 1);
  await moves.state("yz-office", "办理中");
}

async function times(product, id, step) {
  const query = "query($id: ID!) { case(id: $id) { events(first: 100) { edges { node { step } } } } }";
  const { events } = (await product.ask("yz-office", query, { id })).case;
  return events.edges.filter(({ node }) => node.step === step).length;
}
