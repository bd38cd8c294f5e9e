// Walks the pages against the mock API in a real Chromium and says what did not hold. node tests/browser/walk-mock.mjs <base>
import { readFileSync } from "node:fs";
import { chromium } from "playwright-core";

const base = process.argv[2] ?? "http://localhost:5180";
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox"],
});
const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: "zh-CN" });
const page = await context.newPage();
const sent = [];
let failures = 0;
page.on("pageerror", (error) => expect(`no page error: ${error.message}`, false));
page.on("console", (message) => {
  const harmless = /WebSocket|ERR_INTERNET_DISCONNECTED|404/.test(message.text());
  if (["error", "warning"].includes(message.type()) && !harmless)
    expect(`quiet console: ${message.text()}`, false);
});
page.on("request", (request) => {
  const body = request.url().endsWith("/graphql") ? JSON.parse(request.postData() ?? "{}") : {};
  if (body.operationName) sent.push(body);
});

function expect(what, holds) {
  if (!holds) failures += 1;
  console.log(`${holds ? "ok  " : "FAIL"} ${what}`);
}
const mutations = (name) => sent.filter(({ operationName }) => operationName === name);
const rowsInDom = () => page.locator("[role=grid] [data-index]").count();

async function axe(name) {
  await page.evaluate(
    readFileSync(new URL("../../node_modules/axe-core/axe.min.js", import.meta.url), "utf8"),
  );
  const found = await page.evaluate(() => globalThis.axe.run({ resultTypes: ["violations"] }));
  const words = found.violations.map(
    ({ id, nodes }) => `${id} x${nodes.length} ${nodes[0].html.slice(0, 140)}`,
  );
  expect(`axe: ${name} ${words.join(" | ")}`, words.length === 0);
}

// the work list
await page.goto(`${base}/cases?box=ALL`);
await page.locator('[data-index="0"]').waitFor();
expect(
  "the grid tells the true number of rows",
  (await page.getAttribute("[role=grid]", "aria-rowcount")) === "1037",
);
expect("few rows are in the page", (await rowsInDom()) < 60);
await axe("work list");
await page.locator('[data-index="0"]').focus();
await page.keyboard.press("End");
await page.locator('[data-index="1035"]').waitFor();
expect(
  "End reaches the last of 1,036 rows",
  (await page.evaluate(() => document.activeElement?.getAttribute("data-index"))) === "1035",
);
const slow = await page.evaluate(async () => {
  const scroller = document.querySelector(".grid-scroll");
  let late = 0;
  let before = performance.now();
  for (let frame = 0; frame < 90; frame += 1) {
    scroller.scrollTop = frame * 400;
    await new Promise(requestAnimationFrame);
    late += performance.now() - before > 50 ? 1 : 0;
    before = performance.now();
  }
  return late;
});
expect(`smooth scrolling: ${slow} of 90 frames over 50 ms`, slow <= 5);
await page.emulateMedia({ media: "print" });
await page.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
expect("print renders all loaded rows", (await rowsInDom()) === 1036);
await page.evaluate(() => window.dispatchEvent(new Event("afterprint")));
await page.emulateMedia({ media: "screen" });
await page.getByRole("button", { name: /^待办/ }).click();
expect("the box is in the address", page.url().includes("box=TO_DO"));
await page.getByPlaceholder("搜标题、编号、提出人").fill("电梯");
await page.waitForURL(/q=/);
await page.getByRole("button", { name: "保存当前筛选" }).click();
await page.getByPlaceholder("筛选名称").fill("电梯待办");
await page.keyboard.press("Enter");
await page.getByRole("button", { name: "电梯待办", exact: true }).first().waitFor();
expect("a filter is saved", true);

// the case and a step
await page.goto(`${base}/cases?box=ALL`);
await page.locator('[data-index="3"]').focus();
await page.keyboard.press("Enter");
await page.getByRole("heading", { level: 1, name: /2026建0004/ }).waitFor();
expect("Enter opens the case", true);
await axe("case page");
await page.getByRole("button", { name: "不予立案" }).click();
await page.getByRole("button", { name: "确认不予立案" }).click();
await page.getByText("有 3 处需要改正").waitFor();
expect(
  "the summary has the focus",
  await page.evaluate(() => document.activeElement?.className === "error-summary"),
);
await axe("step form");
await page.getByRole("link", { name: "请填写理由" }).click();
expect(
  "a line of it leads to its field",
  (await page.evaluate(() => document.activeElement?.id)) === "step_reason",
);
await page.getByLabel("理由", { exact: true }).fill("拒绝");
for (const [label, choice] of [
  ["不予立案的理由", "涉及诉讼"],
  ["处理方式", "退回提出人"],
]) {
  await page.getByLabel(label).click();
  await page.locator(".ant-select-item-option", { hasText: choice }).click();
}
await page.getByRole("button", { name: "确认不予立案" }).click();
await page.locator(".error-summary", { hasText: "当前环节为" }).waitFor();
expect("a refusal is shown with the server's words", true);
await context.setOffline(true);
await page.getByLabel("理由", { exact: true }).fill("属于诉讼事项，已函复提出人。");
await page.getByRole("button", { name: "确认不予立案" }).click();
await page.locator(".error-summary", { hasText: "网络连接中断" }).waitFor();
expect(
  "a lost connection says so and keeps the text",
  (await page.getByLabel("理由", { exact: true }).inputValue()).startsWith("属于诉讼"),
);
await context.setOffline(false);
await page.getByRole("button", { name: "确认不予立案" }).dblclick();
await page.getByRole("dialog").waitFor({ state: "detached" });
const keys = mutations("DeclineCase").map(({ variables }) => variables.key);
expect(
  "a refused key is not used again, a lost one is",
  keys.length === 3 && keys[0] !== keys[1] && keys[1] === keys[2],
);
await page.locator(".timeline", { hasText: "（模拟）declineCase" }).waitFor();
expect("the case is updated from the answer", true);

// drafting
await page.goto(`${base}/cases/c2/draft/c2-a1`);
await page.getByLabel("正文").fill("经认真研究，现答复如下。");
await page.waitForTimeout(700);
await page.reload();
expect(
  "the draft survives a reload",
  (await page.getByLabel("正文").inputValue()) === "经认真研究，现答复如下。",
);
await axe("draft page");
await page.getByRole("button", { name: "保存稿子" }).click();
await page.getByText("稿子已保存").waitFor();
expect("the draft is saved against its version", mutations("DraftReply")[0].variables.baseVersion === 4);

// registering
await page.goto(`${base}/register`);
await page.getByLabel("标题").fill("关于老旧小区加装电梯的建议");
await page.getByText("相似 90%").waitFor();
expect("similar cases appear while typing", true);
await axe("register page");
for (const path of ["/accounts", "/password", "/cases/c2/print/sheet", "/cases/c2/print/letter?of=c2-r1"]) {
  await page.goto(base + path, { waitUntil: "networkidle" });
  await axe(path);
}
await page.setViewportSize({ width: 720, height: 900 });
for (const path of ["/cases/c2", "/register", "/cases/c2/draft/c2-a1"]) {
  await page.goto(base + path, { waitUntil: "networkidle" });
  const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(`no sideways scrolling at 720 px: ${path} (${over})`, over <= 0);
}
await browser.close();
console.log(failures === 0 ? "all held" : `${failures} did not hold`);
process.exit(failures === 0 ? 0 : 1);
