// Walks of what goes back before an answer: returns and their rulings, recall, merge, not filed, withdrawn.
import { choose, inCase } from "./moves.mjs";
import { delivered, dispatched, filed, present, registered, underway } from "./prepared.mjs";

const askBack = (proposed) => async (dialog, page) => {
  await dialog.getByLabel("理由").fill("该事项不属于我局职责。");
  await dialog.getByLabel("职责依据").fill("市委编办三定规定第四条。");
  await choose(page, dialog, "建议承办单位", proposed);
};

const LOWER = "滨江区人民政府";

/** What was chosen before the role was changed is gone, and is not offered. */
async function noJointGovernment(product, dialog, page) {
  await dialog.getByText("下级政府不能作为共同主办单位").waitFor();
  await dialog.getByText(LOWER).waitFor({ state: "detached" });
  await dialog.getByLabel("承办单位", { exact: true }).click();
  await page.keyboard.type(LOWER);
  const offered = page.locator(".ant-select-dropdown:not(.ant-select-dropdown-hidden)");
  await offered.locator(".ant-empty-description").waitFor();
  await product.shot(page, "redispatch-joint");
  product.note("a government below is not offered as a joint lead");
}

/** A return that is accepted, and the part dispatched anew. */
export async function returnAndRedispatch(product) {
  const row = await dispatched(product, "关于整治河道漂浮物的建议", { edu: "SOLE" });
  const moves = inCase(product, row.address);
  await moves.step("yz-edu-clerk", "申请退回", askBack("水务局"));
  await moves.sees("yz-office", "建议由云州市水务局承办");
  await product.shot(await product.seat("yz-office"), "return-asked");
  await moves.step("yz-office", "同意退回");
  await moves.sees("yz-office", "待再交办");
  await moves.step("yz-office", "再交办", async (dialog, page) => {
    await choose(page, dialog, "承办方式", "独办");
    await choose(page, dialog, "承办单位", LOWER);
    await choose(page, dialog, "承办方式", "共同主办");
    await noJointGovernment(product, dialog, page);
    await choose(page, dialog, "承办方式", "独办");
    await choose(page, dialog, "承办单位", "水务局");
    await product.shot(page, "redispatch");
  });
  await moves.step("yz-water-clerk", "签收");
  await moves.state("yz-office", "办理中");
  await product.shot(await product.seat("yz-office"), "redispatched");
}

/** A return that is not accepted: the unit goes on; and a dispatch that is taken back. */
export async function returnRefusedThenRecalled(product) {
  const row = await dispatched(product, "关于学校门口护学岗的建议", { edu: "SOLE" });
  const moves = inCase(product, row.address);
  await moves.step("yz-edu-clerk", "申请退回", askBack("公安局"));
  await moves.step("yz-office", "不同意退回", moves.because("护学岗由教育部门牵头，请继续办理。"));
  await moves.sees("yz-edu-clerk", "请继续办理");
  await product.shot(await product.seat("yz-edu-clerk"), "return-rejected");
  await moves.step("yz-office", "收回交办", moves.because("经研究改由其他单位承办。"));
  await moves.sees("yz-edu-clerk", "没有找到该办理件");
  await product.shot(await product.seat("yz-edu-clerk"), "recalled-unit");
  await product.shot(await product.seat("yz-office"), "recalled-office");
}

/** One paper goes into another: both keep their numbers, both are answered. */
export async function merge(product) {
  const main = await underway(product, "关于增加公办幼儿园学位的建议", { edu: "SOLE" });
  const same = await registered(product, "关于增加公办幼儿园学位的建议", { lead: "孙立新" });
  const moves = inCase(product, same.address);
  await moves.step("yz-npc", "并案", async (dialog, page) => {
    await dialog.getByLabel("按标题、编号查找").fill(main.title);
    await dialog.getByText(main.title).first().click();
    await product.shot(page, "merge");
  });
  await moves.state("yz-npc", "已并案");
  await moves.sees("yz-npc", main.title);
  await delivered(product, await present(product, main), "edu");
  await (await product.seat("yz-npc")).reload();
  await moves.sees("yz-npc", "孙立新等2名代表");
  product.note("the merged paper has an answer of its own, to its own proposers");
  await product.shot(await product.seat("yz-npc"), "merged-answered");
}

/** Not filed, with its ground; and withdrawn by its proposer. */
export async function declineAndWithdraw(product) {
  const personal = await registered(product, "关于解决本人住房的建议");
  const declined = inCase(product, personal.address);
  await declined.step("yz-npc", "不予立案", async (dialog, page) => {
    await choose(page, dialog, "不予立案的理由", "为本人");
    await dialog.getByLabel("处理方式").click();
    await page
      .locator(".ant-select-dropdown:not(.ant-select-dropdown-hidden) .ant-select-item-option")
      .first()
      .click();
    await dialog.getByLabel("理由", { exact: true }).fill("所提属个人事项，已向代表说明。");
    await product.shot(page, "decline");
  });
  await declined.state("yz-npc", "不予立案");
  await product.shot(await product.seat("yz-npc"), "declined");
  const paper = await filed(product, "关于调整公交线路的建议");
  const withdrawn = inCase(product, paper.address);
  await withdrawn.step("yz-npc", "撤回", withdrawn.because("领衔代表书面申请撤回。"));
  await withdrawn.state("yz-office", "已撤回");
}
