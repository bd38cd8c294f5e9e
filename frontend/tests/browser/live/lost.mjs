// Walks of a lost connection and of the long list: run by hand, against a product whose web process may be killed.
import { inCase } from "./moves.mjs";
import { drafted, meetings, underway } from "./prepared.mjs";

/** The web process dies while a letter is written: the page says so, keeps the text, and saves when it is back. */
export async function lost(product) {
  product.expected.push("ERR_CONNECTION", "ERR_EMPTY", "WebSocket", "ERR_SOCKET", "Failed to load");
  const row = await drafted(product, await underway(product, "关于校车安全的建议", { edu: "SOLE" }), "edu");
  await meetings(product, row, "edu");
  const { opened } = inCase(product, `${row.address}/draft/${row.assignments[0].id}`);
  const page = await opened("yz-edu-officer");
  const list = await product.seat("yz-edu-clerk");
  await list.goto(product.at("/cases"));
  const marks = [page, list].map((each) => each.locator(".connection"));
  for (const mark of marks) await mark.filter({ hasText: "实时更新" }).waitFor();
  await page.getByLabel("正文").fill("断线时写下的文字。");
  process.kill(Number(process.env.WEB_PID), "SIGKILL");
  await page.getByRole("button", { name: "保存草稿" }).click();
  await page.locator(".error-summary").waitFor();
  product.note(`the page says: ${(await page.locator(".error-summary").innerText()).replaceAll("\n", " ")}`);
  for (const mark of marks) await mark.filter({ hasText: "未连接" }).waitFor();
  product.note("both pages show that they are not connected");
  await product.shot(page, "lost");
  const began = Date.now();
  for (const mark of marks) await mark.filter({ hasText: "实时更新" }).waitFor({ timeout: 60_000 });
  product.note(`connected again after ${((Date.now() - began) / 1000).toFixed(1)} s`);
  product.note("the text is still there", (await page.getByLabel("正文").inputValue()).includes("断线时"));
  await page.getByRole("button", { name: "保存草稿" }).click();
  await page.locator(".announce-shown", { hasText: "稿子已保存" }).waitFor();
  product.note("and is saved with the next press");
  await product.shot(page, "lost-and-saved");
}

/** How long the frames are while the whole list is scrolled through; keys work while a row has the focus. */
export async function scrolling(product) {
  const page = await product.seat("yz-office");
  await page.goto(product.at("/cases?box=ALL"));
  await page.locator("[role=row][aria-rowindex='2']").focus();
  await page.keyboard.press("End");
  const grid = page.locator("[role=grid]");
  const count = Number(await grid.getAttribute("aria-rowcount"));
  await page.locator(`[role=row][aria-rowindex='${count}']`).waitFor({ timeout: 60_000 });
  await page.keyboard.press("Home");
  const [idle, frames] = [await framesOf(page, false), await framesOf(page, true)];
  const at = (share, of) => of[Math.floor(of.length * share)].toFixed(1);
  const slow = frames.filter((time) => time > 50).length;
  product.note(
    `${count - 1} rows: median ${at(0.5, frames)} ms, p95 ${at(0.95, frames)} ms, ${slow} over 50 ms`,
  );
  product.note(`standing still: median ${at(0.5, idle)} ms, p95 ${at(0.95, idle)} ms`);
}

/** The lengths of 240 frames, sorted, while the list is scrolled through or stands still. */
function framesOf(page, moving) {
  return page.evaluate(async (moves) => {
    const box = document.querySelector(".grid-scroll");
    const times = [];
    let last = performance.now();
    for (let place = 0; place < 240; place += 1) {
      if (moves) box.scrollTop += box.scrollHeight / 240;
      await new Promise(requestAnimationFrame);
      const now = performance.now();
      times.push(now - last);
      last = now;
    }
    return times.sort((a, b) => a - b);
  }, moving);
}
