// Walks one case across two governments in three windows, through the pages only: node tests/browser/walk-across.mjs <platform address>
// The city's office dispatches down; the district's office signs for it, hands it to its bureau, asks the city and
// hears from it, answers in the district's name; the city takes the answer and issues it. Screenshots go to SHOTS.
import { chromium } from "playwright-core";
import { choose, fillDraft } from "./live/moves.mjs";

const platform = process.argv[2] ?? "http://localhost:8000";
const patience = Number(process.env.PATIENCE ?? 30_000);
const hosts = { yz: "yunzhou", bj: "binjiang" };
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox"],
});
const windows = new Map();
let failures = 0;

function note(what, holds = true) {
  if (!holds) failures += 1;
  console.log(`${holds ? "ok  " : "FAIL"} ${what}`);
}

function at(username, path) {
  const { protocol, port } = new URL(platform);
  return `${protocol}//${hosts[username.slice(0, 2)]}.localhost:${port}${path}`;
}

async function seat(username) {
  if (windows.has(username)) return windows.get(username);
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: "zh-CN" });
  const page = await context.newPage();
  page.setDefaultTimeout(patience);
  page.on("pageerror", (error) => note(`page error as ${username}: ${error.message}`, false));
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type()))
      note(`console as ${username}: ${message.text()}`, false);
  });
  await page.goto(at(username, `/sign-in?seat=${username}`));
  await page.waitForURL(/\/cases/);
  windows.set(username, page);
  return page;
}

async function shot(username, name) {
  if (!process.env.SHOTS) return;
  const page = await seat(username);
  await page.screenshot({ path: `${process.env.SHOTS}/across-${name}.png`, fullPage: true });
}

async function submit(username, page, label, fill) {
  const dialog = page.getByRole("dialog");
  await fill?.(dialog, page);
  await shot(username, `form-${label}`);
  await dialog.getByRole("button", { name: `确认${label}` }).click();
  const problem = page.locator(".error-summary");
  await Promise.race([dialog.waitFor({ state: "detached" }), problem.waitFor()]);
  if (await problem.isVisible()) throw new Error(`${username} ${label}: ${await problem.innerText()}`);
  note(`${username} ${label}`);
}

/** Takes a step on the page of a case or of an envelope; what the other side did may still be on its way. */
async function step(username, address, label, fill) {
  const page = await seat(username);
  if (page.url() !== address) await page.goto(address);
  await page.locator(".steps").getByRole("button", { name: label, exact: true }).first().click();
  await submit(username, page, label, fill);
}

/** Opens the newest envelope of the tray that has these words in its title; gives its address. */
async function newest(username, tray, words) {
  const page = await seat(username);
  await page.goto(at(username, `/envelopes?tray=${tray}`));
  await page.locator("[role=grid] [role=row]", { hasText: words }).first().click();
  await page.waitForURL(/\/envelopes\/\d+/);
  await page.locator(".steps, .case-side .muted").first().waitFor();
  note(`${username} finds it in the tray`);
  return page.url();
}

async function ownCase(username) {
  const page = await seat(username);
  await page.getByRole("link", { name: "打开本级办理件" }).click();
  await page.waitForURL(/\/cases\/\d+$/);
  return page.url();
}

async function registered(title) {
  const page = await seat("yz-npc");
  await page.goto(at("yz-npc", "/register"));
  await page.getByLabel("标题", { exact: true }).fill(title);
  await page.getByLabel("原文").fill("一、问题\n沿江步道积水。\n二、建议\n改造沿江排水。");
  await page.getByLabel("姓名或名称").first().fill("沈若溪");
  await page.getByRole("button", { name: "登记", exact: true }).click();
  await page.waitForURL(/\/cases\/\d+$/);
  return page.url();
}

async function begun(address) {
  await step("bj-office", address, "交办", async (dialog, page) => {
    await choose(page, dialog, "承办单位", "滨江区水务局");
  });
  await step("bj-water-clerk", address, "签收");
}

async function workedOut(address) {
  await step("bj-water-officer", address, "登记面商", async (dialog) => {
    await dialog.getByLabel("办前", { exact: true }).check();
    await dialog.locator("#step_form input").first().check();
    await dialog.getByLabel(/单位参加人/).fill("副局长、科室负责人");
    await dialog.getByLabel(/提出人一方参加人/).fill("沈若溪");
    await dialog.getByLabel(/面商情况/).fill("就排水改造方案交换意见。");
  });
  const officer = await seat("bj-water-officer");
  await officer.getByRole("button", { name: "拟写答复" }).click();
  await fillDraft(officer);
  await officer.getByRole("button", { name: "保存并送审" }).click();
  await officer.waitForURL(address);
  note("bj-water-officer 拟写答复");
  await step("bj-water-section", address, "科室审核通过");
  await step("bj-water-deputy", address, "领导审核通过");
  await step("bj-office", address, "把关通过", (dialog) =>
    dialog.getByRole("button", { name: "全部通过" }).click(),
  );
  await step("bj-water-head", address, "签发");
  await step("bj-water-clerk", address, "编号印发");
  await step("bj-water-clerk", address, "送达");
}

async function asked(address, title) {
  await step("bj-office", address, "提请上级", async (dialog, page) => {
    await choose(page, dialog, "提请事项", "规划事项");
    await dialog.getByLabel("提请内容").fill("沿江地块需调整控制性详细规划，请予研究。");
  });
  await step("yz-office", await newest("yz-office", "IN", title), "签收");
  await shot("yz-office", "request");
  const above = await ownCase("yz-office");
  await step("yz-office", above, "报送答复", async (dialog) => {
    await dialog.getByLabel("正文").fill("经研究，原则同意调整。");
    await dialog.getByLabel("联系人").fill("韩清越");
    await dialog.getByLabel("联系电话").fill("0599-8780001");
  });
  await step("bj-office", await newest("bj-office", "OUT", title), ACCEPT_REQUEST);
}

const ACCEPT_REQUEST = "采用答复";

try {
  const title = `关于改造沿江步道排水的建议${Date.now() % 100_000}`;
  const above = await registered(title);
  await step("yz-npc", above, "立案");
  await step("yz-office", above, "交办", async (dialog, page) => {
    await choose(page, dialog, "承办单位", "滨江区人民政府");
  });
  await shot("bj-office", "list");
  await newest("bj-office", "IN", title);
  await shot("bj-office", "envelope");
  const page = await seat("bj-office");
  await step("bj-office", page.url(), "签收");
  const below = await ownCase("bj-office");
  await shot("bj-office", "linked");
  await begun(below);
  await asked(below, title);
  await workedOut(below);
  await step("bj-office", below, "报送答复", async (dialog) => {
    await dialog.getByLabel("联系人").fill("顾长安");
  });
  const office = await seat("yz-office");
  await office.goto(above);
  await office.getByText("待采用或退回").waitFor();
  await shot("yz-office", "answer-waits");
  await step("yz-office", above, "采用下级答复", (dialog) =>
    dialog.getByRole("button", { name: "全部通过" }).click(),
  );
  await step("yz-office", above, "编号印发");
  await step("yz-office", above, "送达");
  await office.locator(".page-head .chip", { hasText: "已办复" }).waitFor();
  await shot("yz-office", "issued");
  note("the answer from below is issued");
} catch (error) {
  note(error.message.split("\n").slice(0, 6).join(" "), false);
  for (const username of windows.keys()) await shot(username, `last-${username}`);
}
await browser.close();
process.exit(failures === 0 ? 0 : 1);
