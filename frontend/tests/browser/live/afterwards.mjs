// Walks of what follows an answer: promises kept, late and impossible; feedback that does not come; the end of a case.
import { inCase } from "./moves.mjs";
import { delivered, today, underway } from "./prepared.mjs";

const answered = async (product, title, values) =>
  delivered(product, await underway(product, title, { edu: "SOLE" }), "edu", values);

/** A promise is claimed, not believed, delayed, claimed again and verified; then the case is closed, reopened, archived. */
export async function promiseToArchive(product) {
  const promise = { promise: "新增公办学位500个", day: today(40) };
  const row = await answered(product, "关于增加公办学位的建议", promise);
  const moves = inCase(product, row.address);
  await moves.state("yz-office", "跟踪落实");
  await moves.sees("yz-office", "新增公办学位500个");
  await product.shot(await product.seat("yz-office"), "tracking");
  const kept = (text) => (dialog) => dialog.getByLabel("兑现情况及依据").fill(text);
  await moves.step("yz-edu-officer", "报告承诺兑现", kept("主体已完工。"));
  await moves.step("yz-office", "不予认可兑现", moves.because("尚未投入使用，请完成后再报。"));
  await moves.step("yz-edu-clerk", "承诺延期", async (dialog) => {
    await dialog.getByLabel("新的完成日期").fill(today(90));
    await dialog.getByLabel("理由").fill("受雨季影响顺延。");
  });
  await moves.sees("yz-edu-clerk", "原定");
  const clerk = await product.seat("yz-edu-clerk");
  await clerk.getByRole("button", { name: /承诺完成日期/ }).click();
  await clerk.getByRole("dialog").getByText("理由：受雨季影响顺延").waitFor();
  await clerk.keyboard.press("Escape");
  product.note("the promised day says who named it, who moved it and why");
  await product.shot(await product.seat("yz-edu-clerk"), "delayed");
  await moves.step("yz-edu-officer", "报告承诺兑现", kept("九月一日已投入使用，附验收单。"));
  await moves.step("yz-office", "核实承诺兑现");
  await urged(product, moves);
  await moves.step("yz-office", "销号");
  await moves.step("yz-office", "恢复跟踪", moves.because("回头看发现学位数不实。"));
  await moves.state("yz-office", "跟踪落实");
  await moves.step("yz-office", "销号");
  await moves.step("yz-office", "归档");
  await moves.state("yz-office", "已归档");
  await product.shot(await product.seat("yz-office"), "archived");
}

/** The proposers do not answer: asked again, then closed without them. */
async function urged(product, moves) {
  const office = await moves.opened("yz-office");
  await office.locator(".step-reason", { hasText: "反馈" }).waitFor();
  product.note("the end waits for the feedback, and says so");
  await moves.step("yz-npc", "催请反馈");
  await moves.step("yz-npc", "未反馈办结", moves.because("经催请，提出人表示不再反馈。"));
  await product.shot(await product.seat("yz-npc"), "no-response");
}

/** A promise that cannot be kept is declared so by the unit's leader. */
export async function infeasible(product) {
  const promise = { promise: "征地扩建运动场", day: today(60) };
  const row = await answered(product, "关于扩建学校运动场的建议", promise);
  const moves = inCase(product, row.address);
  await moves.step("yz-edu-deputy", "说明承诺无法兑现", moves.because("规划调整，地块改作他用。"));
  await moves.sees("yz-office", "无法兑现");
  await product.shot(await product.seat("yz-office"), "infeasible");
}
