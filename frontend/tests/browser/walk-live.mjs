// Walks one case through a running demo city, seat by seat, through the pages only: node tests/browser/walk-live.mjs <platform address>
// Register -> file -> dispatch (lead and co) -> sign for -> opinion -> meetings -> draft -> reviews -> sign -> issue ->
// deliver -> dissatisfied -> handle again -> satisfied -> close. Screenshots go to SHOTS when set.
import { chromium } from "playwright-core";
import { aDesk } from "./live/desk.mjs";

const COMPLAINT = "学位增加太少，未回应偏远学校。";
const platform = process.argv[2] ?? "http://localhost:8000";
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox"],
});
const seats = new Map();
const desk = aDesk();
let address = "";
let failures = 0;

function note(what, holds = true) {
  if (!holds) failures += 1;
  console.log(`${holds ? "ok  " : "FAIL"} ${what}`);
}

async function seat(username) {
  if (seats.has(username)) return desk.front(seats.get(username));
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: "zh-CN" });
  await desk.prepare(context);
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  page.on("pageerror", (error) => note(`page error as ${username}: ${error.message}`, false));
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type()))
      note(`console as ${username}: ${message.text()}`, false);
  });
  page.on("request", (request) => {
    if (!new URL(request.url()).hostname.endsWith("localhost"))
      note(`asked outside: ${request.url()}`, false);
  });
  const { protocol, port } = new URL(platform);
  await page.goto(`${protocol}//yunzhou.localhost:${port}/sign-in?seat=${username}`);
  await page.waitForURL(/\/cases/);
  seats.set(username, page);
  return desk.front(page);
}

async function shot(page, name) {
  if (process.env.SHOTS)
    await page.screenshot({ path: `${process.env.SHOTS}/live-${name}.png`, fullPage: true });
}

/** Opens the case as that seat, presses the step's button and fills its form. */
async function step(username, label, fill = async () => undefined, subject) {
  const page = await seat(username);
  if (page.url() !== address) await page.goto(address);
  const row = page
    .locator(".steps li")
    .filter({ has: page.getByRole("button", { name: label, exact: true }) });
  await (subject ? row.filter({ hasText: subject }) : row).getByRole("button").first().click();
  const dialog = page.getByRole("dialog");
  await fill(dialog, page);
  await dialog.getByRole("button", { name: `确认${label}` }).click();
  const problem = page.locator(".error-summary");
  await Promise.race([dialog.waitFor({ state: "detached" }), problem.waitFor()]);
  if (await problem.isVisible()) {
    await shot(page, `refused-${label}`);
    throw new Error(`${username} ${label}: ${await problem.innerText()}`);
  }
  note(`${username} ${label}`);
}

async function choose(page, within, label, option) {
  await within.getByLabel(label, { exact: true }).click();
  await page.keyboard.type(option.slice(0, 6));
  await page
    .locator(".ant-select-dropdown:not(.ant-select-dropdown-hidden) .ant-select-item-option", {
      hasText: option,
    })
    .first()
    .click();
}

async function meeting(stage) {
  await step("yz-edu-officer", "登记面商", async (dialog) => {
    await dialog.getByLabel(stage, { exact: true }).check();
    await dialog.locator("#step_form input").first().check();
    await dialog.getByLabel(/单位参加人/).fill("副局长、科室负责人");
    await dialog.getByLabel(/提出人一方参加人/).fill("领衔代表");
    await dialog.getByLabel(/面商情况/).fill("就办理思路充分交换意见。");
  });
}

async function draft(round) {
  const page = await seat("yz-edu-officer");
  await page.goto(address);
  await page.getByRole("button", { name: "拟写答复" }).click();
  if (round > 1) await page.locator(".two-sides").getByText(COMPLAINT).waitFor();
  await page
    .getByLabel("正文")
    .fill(`您提出的建议收悉（第${round}次答复）。\n一、基本情况\n经认真研究，现答复如下。`);
  await choose(page, page, "办理结果类别", "A");
  await page.getByLabel("联系人").fill("李伟");
  await page.getByLabel("联系电话").fill("0599-8788586");
  const point = page.locator("fieldset.point").first();
  await point.getByLabel("建议").fill("增加课后托管学位。");
  await point.getByLabel("答复").fill("今年秋季起新增学位500个。");
  await choose(page, point, "类别", "A");
  await page.getByRole("button", { name: "插入逐条答复" }).click();
  await page.locator("form .muted", { hasText: "已将正文中没有的逐条答复加到末尾" }).waitFor();
  await shot(page, `draft-${round}`);
  await page.getByRole("button", { name: "保存并送审" }).click();
  const problem = page.locator(".error-summary");
  await Promise.race([page.waitForURL(address), problem.waitFor()]);
  if (await problem.isVisible()) throw new Error(`draft: ${await problem.innerText()}`);
  note(`yz-edu-officer 拟写答复并送审（第${round}次）`);
}

async function reviewToDelivery(round) {
  await draft(round);
  await step("yz-edu-section", "科室审核通过");
  await step("yz-edu-deputy", "领导审核通过", async (dialog) => {
    await dialog.getByRole("cell", { name: "今年秋季起新增学位500个。" }).waitFor(); // what is approved is in sight
  });
  await step("yz-office", "把关通过", async (dialog) => {
    await dialog.getByRole("button", { name: "全部通过" }).click();
  });
  await step("yz-edu-head", "签发");
  await step("yz-edu-clerk", "编号印发");
  await step("yz-edu-clerk", "送达");
}

async function feedback(result, opinion) {
  await step("yz-npc", "登记反馈意见", async (dialog, page) => {
    await dialog.locator("#step_attitude").getByText("满意", { exact: true }).click();
    await dialog.locator("#step_result").getByText(result, { exact: true }).click();
    if (opinion) await dialog.getByLabel(/具体意见/).fill(opinion);
    await dialog.getByLabel("反馈渠道").click();
    await page.locator(".ant-select-item-option").first().click();
  });
}

try {
  const npc = await seat("yz-npc");
  await shot(npc, "list-npc");
  await npc.getByRole("link", { name: "登记", exact: true }).click();
  await npc.waitForURL(/\/register/);
  await npc
    .getByLabel("标题", { exact: true })
    .fill(`关于增加中小学课后托管学位的建议${Date.now() % 10_000}`);
  await npc.getByLabel("原文").fill("一、问题\n课后托管学位不足。\n二、建议\n增加课后托管学位。");
  await npc.getByRole("button", { name: "增加提出人" }).click();
  const names = npc.getByLabel("姓名或名称");
  await names.nth(0).fill("赵建国");
  await names.nth(1).fill("钱秀兰");
  await npc.getByRole("button", { name: "登记", exact: true }).click();
  await npc.waitForURL(/\/cases\/[^/?]+$/);
  address = npc.url();
  note(`registered: ${await npc.title()}`);
  await step("yz-npc", "立案");
  await step("yz-office", "交办", async (dialog, page) => {
    await dialog.getByText("主办、会办").click();
    await choose(page, dialog, "主办单位", "教育局");
    await choose(page, dialog, "会办单位", "水务局");
    await page.keyboard.press("Tab");
    await shot(page, "dispatch");
  });
  await step("yz-edu-clerk", "签收");
  await step("yz-water-clerk", "签收");
  await step("yz-water-officer", "提交会办意见", async (dialog) => {
    await dialog.getByLabel("会办意见").fill("我局无不同意见，将配合做好用水保障。");
    await dialog.getByLabel("联系人及电话").fill("孙志强 0599-8780000");
  });
  await step("yz-edu-officer", "采用会办意见");
  await meeting("办前");
  await meeting("办中");
  await shot(await seat("yz-edu-officer"), "case-officer");
  await reviewToDelivery(1);
  await feedback("不满意", COMPLAINT);
  // a dissatisfied result sends the case back by itself
  await reviewToDelivery(2);
  await meeting("办后");
  await feedback("满意");
  await step("yz-office", "销号");
  const office = await seat("yz-office");
  await office.locator(".chip", { hasText: "已销号" }).first().waitFor();
  await shot(office, "closed");
  note("the case is closed");
  note(`live mark: ${await office.locator(".connection").innerText()}`);
} catch (error) {
  note(error.message.split("\n").slice(0, 6).join(" "), false);
  for (const [name, page] of seats) await shot(page, `last-${name}`);
}
await browser.close();
process.exit(failures === 0 ? 0 : 1);
