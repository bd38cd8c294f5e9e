// Walks of what goes back inside an answer: the co-handler's opinion, the unit's review, the office's review.
import { fillDraft, inCase } from "./moves.mjs";
import { act, inReview, partOf, underway } from "./prepared.mjs";

/** An empty opinion is bounced and given again. */
export async function bounce(product) {
  const row = await underway(product, "关于学校周边雨污分流的建议", { edu: "LEAD", water: "CO" });
  const given = { text: "同意。", contact: "孙志强 0599-8780000" };
  const types = { text: "String!", contact: "String!" };
  await act(
    product,
    "yz-water-officer",
    "submitCoOpinion",
    "assignmentId",
    partOf(row, "water"),
    given,
    types,
  );
  const moves = inCase(product, row.address);
  await moves.step("yz-edu-officer", "退回会办意见", moves.because("请写明排水管网现状和计划。"));
  await moves.sees("yz-water-officer", "请写明排水管网现状和计划");
  await product.shot(await product.seat("yz-water-officer"), "bounced");
  await moves.step("yz-water-officer", "提交会办意见", async (dialog) => {
    await dialog.getByLabel("会办意见").fill("该路段管网已列入明年改造计划。");
    await dialog.getByLabel("联系人及电话").fill("孙志强 0599-8780000");
  });
  await moves.step("yz-edu-officer", "采用会办意见");
}

const LATE = `{ cases(box: ALL, states: [HANDLING], first: 100) { edges { node {
  id allowedSteps { step blocked } assignments { unit { code } role } } } } }`;

/** The lead goes on without an opinion that is overdue: one of the demo city's. */
export async function waive(product) {
  const { units } = await product.ask("yz-office", "{ units { code } }");
  for (const { code } of units) {
    const found = await lateFor(product, `yz-${code}-clerk`);
    if (!found) continue;
    const moves = inCase(product, product.at(`/cases/${found.id}`));
    await moves.step(
      `yz-${code}-clerk`,
      "不再等待会办意见",
      moves.because("已多次催办，为不误答复期限先行答复。"),
    );
    await moves.sees(`yz-${code}-clerk`, "已多次催办");
    await product.shot(await product.seat(`yz-${code}-clerk`), "waived");
    return;
  }
  throw new Error("the demo city has no overdue opinion");
}

async function lateFor(product, clerk) {
  const answer = await product.ask(clerk, LATE).catch(() => null);
  return answer?.cases.edges
    .map(({ node }) => node)
    .find(({ allowedSteps }) => allowedSteps.some((one) => one.step === "WAIVE_CO_OPINION" && !one.blocked));
}

/** Sent back by the section head, then by the office; the drafter sees both reasons while writing again. */
export async function sentBack(product) {
  const row = await inReview(
    product,
    await underway(product, "关于完善课后服务的建议", { edu: "SOLE" }),
    "edu",
  );
  const moves = inCase(product, row.address);
  await moves.step("yz-edu-section", "退回修改", moves.because("请补充经费安排。"));
  await again(product, moves, "（补充经费）", "请补充经费安排");
  await act(product, "yz-edu-section", "passSectionReview", "replyId", row.replies[0].id);
  await act(product, "yz-edu-deputy", "passLeaderReview", "replyId", row.replies[0].id);
  await moves.step("yz-office", "把关退回", async (dialog) => {
    await dialog.getByRole("button", { name: "全部通过" }).click();
    await dialog.getByRole("radio", { name: "不通过" }).first().check();
    await dialog.getByLabel(/^理由/).fill("引用文件已废止，请核对。");
    await product.shot(await product.seat("yz-office"), "office-return");
  });
  await again(product, moves, "（已核对）", "引用文件已废止");
  await moves.sees("yz-edu-section", "科室审核");
}

async function again(product, moves, text, reason) {
  await moves.sees("yz-edu-officer", reason);
  const page = await moves.opened("yz-edu-officer");
  await page.getByRole("button", { name: "拟写答复" }).click();
  await page.locator("main", { hasText: reason }).waitFor();
  await fillDraft(page, { text });
  await product.shot(page, `draft-again-${text}`);
  await page.getByRole("button", { name: "保存并送审" }).click();
  await page.waitForURL(moves.address);
  product.note(`the draft returned because of “${reason}” is sent again`);
}
