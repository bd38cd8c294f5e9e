// Walks a case across two governments in three windows, through the pages only, while the city's board is watched:
// node tests/browser/walk-across.mjs <platform address> [<title of a late case> <its id in the city> <year>]
// The city's office dispatches down; the county's office signs for it, hands it to its bureau by the day that the form
// told, asks the city and hears from it, answers in the county's name by one letter with its own number; the city takes
// and delivers that letter. Of a second case the county is only asked for an opinion. Then the late case: its red
// light in three bells, its lost points in the city's score. Screenshots go to SHOTS.
import { watchBoard } from "./live/board.mjs";
import { losesPoints, ringsOnce } from "./live/late.mjs";
import { choose, fillDraft } from "./live/moves.mjs";
import { openWindows } from "./live/windows.mjs";

const [platform = "http://localhost:8000", lateTitle, lateId, year] = process.argv.slice(2);
const product = await openWindows(platform, "across");
const { at, seat, step, newest, ownCase, note } = product;
const COUNTY = "鹤山县人民政府";

async function registered(title) {
  const page = await seat("yz-npc");
  await page.goto(at("yz-npc", "/register"));
  await page.getByLabel("标题", { exact: true }).fill(title);
  await page.getByLabel("原文").fill("一、问题\n河岸步道积水。\n二、建议\n改造沿河排水。");
  await page.getByLabel("姓名或名称").first().fill("沈若溪");
  await page.getByRole("button", { name: "登记", exact: true }).click();
  await page.waitForURL(/\/cases\/\d+$/);
  return page.url();
}

const hand = (unit) => (dialog, page) => choose(page, dialog, "承办单位", unit);
const allPassed = (dialog) => dialog.getByRole("button", { name: "全部通过" }).click();

const DAY = /\d{4}-\d{2}-\d{2}/;

/** Hands on to a unit, and compares the day that the form told with the one that the case has then. */
async function handedOn(username, address, fill) {
  let told = "";
  await step(username, address, "交办", async (dialog, page) => {
    await fill(dialog, page);
    const line = dialog.locator("[data-day]").first();
    told = (await line.innerText()).match(DAY)?.[0] ?? "nothing";
  });
  const page = await seat(username);
  const kept = await page.locator("[aria-labelledby=units] .unit-line").first().innerText();
  note(`the case has the day that the form told: ${told}`, kept.includes(told));
}

async function sentDown(board, title) {
  const above = await registered(title);
  await board.tells(above, "登记");
  await step("yz-npc", above, "立案");
  await board.tells(above, "立案");
  await step("yz-office", above, "交办", hand(COUNTY));
  await board.tells(above, "交办");
  return above;
}

/** A reason that was written and left is there again. */
async function keepsWords(page) {
  const reason = "属其他县区职责范围。";
  const dialog = page.getByRole("dialog");
  const opened = async () => {
    await page.getByRole("button", { name: "申请退回", exact: true }).click();
    return dialog.getByLabel("理由");
  };
  await (await opened()).fill(reason);
  await dialog.getByRole("button", { name: "取消" }).click();
  await dialog.waitFor({ state: "detached" });
  await opened();
  await page.waitForFunction(
    (text) => document.querySelector("[role=dialog] textarea")?.value === text,
    reason,
  );
  note("what was written and left is there again");
  await dialog.getByRole("button", { name: "取消" }).click();
  await dialog.waitFor({ state: "detached" });
}

async function takenIn(board, above, title) {
  const envelope = await newest("hs-office", "IN", title);
  const received = await seat("hs-office");
  await received.locator(".due-days", { hasText: "依据：" }).waitFor();
  note(
    "the receiver reads how the sender's days came about",
    (await received.getByText("随件送达").count()) === 1,
  );
  await product.shot(received, "envelope");
  await keepsWords(received);
  await step("hs-office", envelope, "签收");
  await board.tells(above, "签收");
  const below = await ownCase("hs-office");
  // What is signed for is not 在办 until it is handed over to a unit.
  const handed = () => handedOn("hs-office", below, hand("鹤山县水利局"));
  await board.moves("在办", 1, () => board.moves("正常", 1, handed));
  await step("hs-water-clerk", below, "签收");
  return below;
}

/** The county asks the city for what it cannot decide; the city answers. */
async function asked(board, below, title) {
  await step("hs-office", below, "提请上级", async (dialog, page) => {
    await choose(page, dialog, "提请事项", "规划事项");
    await dialog.getByLabel("提请内容").fill("沿河地块需调整控制性详细规划，请予研究。");
  });
  await step("yz-office", await newest("yz-office", "IN", title), "签收");
  const request = await ownCase("yz-office");
  await board.tells(request, "签收来文");
  await step("yz-office", request, "报送答复", async (dialog) => {
    await dialog.getByLabel("正文").fill("经研究，原则同意调整。");
    await dialog.getByLabel("联系人").fill("韩清越");
    await dialog.getByLabel("联系电话").fill("0599-8780001");
  });
  await board.tells(request, "报送答复");
  await step("hs-office", await newest("hs-office", "OUT", title), "采用答复");
}

async function workedOut(address) {
  await step("hs-water-officer", address, "登记面商", async (dialog) => {
    await dialog.getByLabel("办前", { exact: true }).check();
    await dialog.locator("#step_form input").first().check();
    await dialog.getByLabel(/单位参加人/).fill("副局长、股室负责人");
    await dialog.getByLabel(/提出人一方参加人/).fill("沈若溪");
    await dialog.getByLabel(/面商情况/).fill("就排水改造方案交换意见。");
  });
  const officer = await seat("hs-water-officer");
  await officer.getByRole("button", { name: "拟写答复" }).click();
  await fillDraft(officer);
  await officer.getByRole("button", { name: "保存并送审" }).click();
  await officer.waitForURL(address);
  note("hs-water-officer 拟写答复");
  await step("hs-water-section", address, "科室审核通过");
  await step("hs-water-deputy", address, "领导审核通过");
  await step("hs-office", address, "把关通过", allPassed);
  const head = await seat("hs-water-head");
  await head.goto(address);
  await head.locator("[aria-labelledby=replies]").waitFor();
  const own = head.getByRole("button", { name: /^(签发|编号印发|送达)$/ });
  note("the bureau signs, numbers and delivers nothing", (await own.count()) === 0);
}

async function answered(board, above, below) {
  await board.moves("已办复", 1, () =>
    step("hs-office", below, "报送答复", async (dialog) => {
      await dialog.getByLabel("联系人").fill("顾长安");
      await dialog.getByLabel("签发人").fill("陆知远");
    }),
  );
  await board.tells(above, "下级报送答复");
  const county = await seat("hs-office");
  const number = (await county.locator("[aria-labelledby=replies]").innerText()).match(
    /鹤政建〔\d{4}〕\d+号/,
  )?.[0];
  note(`the county's letter has its own number: ${number}`, Boolean(number));
  const office = await seat("yz-office");
  await office.goto(above);
  await office.getByText("待采用或退回").waitFor();
  await step("yz-office", above, "采用下级答复", allPassed);
  await board.tells(above, "采用下级答复");
  const adopted = await (await seat("yz-office")).locator("[aria-labelledby=replies]").innerText();
  note("the city has adopted that letter", adopted.includes(number) && adopted.includes(COUNTY));
  await step("yz-office", above, "送达");
  await board.tells(above, "送达");
  await office.locator(".page-head .chip", { hasText: "已办复" }).waitFor();
  await office.getByRole("link", { name: "打印答复函" }).click();
  await office.locator(".paper-letter").waitFor();
  const letter = await office.locator(".paper-letter").innerText();
  note(
    "the one letter is in the county's name, under its number",
    letter.includes(number) && letter.startsWith(COUNTY),
  );
  await product.shot(office, "letter");
  note("the answer from below is delivered");
}

/** A county that is asked for an opinion gives one: short, its own form, no letter. */
async function consulted(title) {
  const above = await registered(title);
  await step("yz-npc", above, "立案");
  await step("yz-office", above, "交办", async (dialog, page) => {
    await dialog.getByLabel("主办、会办").check();
    await choose(page, dialog, "主办单位", "云州市水务局");
    await choose(page, dialog, "会办单位", COUNTY);
    await page.keyboard.press("Escape");
  });
  await step("hs-office", await newest("hs-office", "IN", title), "签收");
  const below = await ownCase("hs-office");
  const office = await seat("hs-office");
  await office.getByText("上级征求会办意见").first().waitFor();
  await handedOn("hs-office", below, async (dialog, page) => {
    await choose(page, dialog, "征求意见单位", "鹤山县水利局");
    await page.keyboard.press("Escape");
  });
  await step("hs-water-clerk", below, "签收");
  await step("hs-water-officer", below, "提交会办意见", async (dialog) => {
    note("its form asks for no class", (await dialog.getByText("办理结果类别").count()) === 0);
    await dialog.getByLabel("会办意见").fill("同意，配合做好管线迁改。");
    await dialog.getByLabel(/联系人/).fill("顾长安 0599-8780002");
  });
  const officer = await seat("hs-water-officer");
  note("there is no reply to draft", (await officer.getByRole("button", { name: "拟写答复" }).count()) === 0);
  await step("hs-office", below, "报送会办意见", async (dialog) => {
    await dialog.getByLabel("联系人").fill("顾长安");
    await dialog.getByLabel("联系电话").fill("0599-8780002");
  });
  note("and no letter on its page", (await office.locator("[aria-labelledby=replies]").count()) === 0);
  note("its page speaks of an opinion", await speaksOfOpinion(office));
  await product.shot(office, "opinion-given");
  const city = await seat("yz-office");
  await city.goto(above);
  await city.getByText("已报送会办意见").first().waitFor();
  await product.shot(city, "opinion-arrived");
  await step("yz-office", above, "采用下级会办意见");
  const units = city.locator("section", { has: city.locator("#units") });
  await units.getByText("同意，配合做好管线迁改。").first().waitFor();
  note("the opinion from below is the county's word to the lead");
  await office.reload();
  await office.getByText("来文机关采用意见").first().waitFor();
  note("to the end", await speaksOfOpinion(office));
}

/** Nothing on the page of a consultation is called a reply; that the proposer gets none may be said. */
async function speaksOfOpinion(page) {
  const said = await page.locator("article.case").innerText();
  return !/答复|办复/.test(said.replaceAll(/不(直接)?(向提出人)?答复/g, "")) && said.includes("已报送意见");
}

async function late() {
  await ringsOnce(product, "hs-roads-clerk", lateTitle);
  await ringsOnce(product, "hs-office", lateTitle);
  await ringsOnce(product, "yz-office", lateTitle);
  const opened = await losesPoints(product, "yz-office", { title: lateTitle, year, unit: COUNTY });
  note("it is the city's own case", opened === at("yz-office", `/cases/${lateId}`));
  note("the late case costs its points");
}

try {
  const title = `关于改造鹤溪河步道排水的建议${Date.now() % 100_000}`;
  const board = await watchBoard(product, "yz-office", "heshan");
  const above = await sentDown(board, title);
  const below = await takenIn(board, above, title);
  await asked(board, below, title);
  await workedOut(below);
  await answered(board, above, below);
  await board.stayed();
  await consulted(`${title}（会办）`);
  if (lateTitle) await late();
} catch (error) {
  note(error.message.split("\n").slice(0, 6).join(" "), false);
  await product.shotAll();
}
await product.close();
process.exit(product.failures === 0 ? 0 : 1);
