// Walks of the two shapes in which several units answer: 分办 and 共同主办.
import { choose, draft, feedback, inCase } from "./moves.mjs";
import { delivered, filed, inReview, meetings, passed, present, sent, signedFor } from "./prepared.mjs";

const first = "教育局";
const second = "水务局";

/** 分办: two units answer their own parts; each answer is judged by itself. */
export async function separate(product) {
  const paper = await filed(product, "关于校园周边排水和护学的建议");
  const moves = inCase(product, paper.address);
  await moves.step("yz-office", "交办", async (dialog, page) => {
    await dialog.getByText("分办", { exact: true }).click();
    const rows = dialog.locator("fieldset.point .form-row");
    for (const [place, [unit, part]] of Object.entries({
      0: [first, "护学岗设置"],
      1: [second, "积水整治"],
    })) {
      await choose(page, rows.nth(Number(place)), "承办单位", unit);
      await rows.nth(Number(place)).getByLabel("承担部分").fill(part);
    }
    await product.shot(page, "separate-dispatch");
  });
  await moves.step("yz-edu-clerk", "签收");
  await signedFor(product, await present(product, paper));
  await delivered(product, await present(product, paper), "edu");
  await moves.state("yz-edu-clerk", "办理中");
  await meetings(product, await present(product, paper), "water");
  await draft(product, moves, "yz-water-officer", { text: "（积水部分）" });
  await sent(product, await present(product, paper, "yz-water-officer"), "water");
  await moves.state("yz-edu-clerk", "已办复");
  await feedback(moves, "yz-npc", "满意", "", first);
  await feedback(moves, "yz-npc", "不满意", "积水点未列入计划。", second);
  await moves.state("yz-npc", "重新办理");
  await product.shot(await product.seat("yz-npc"), "separate-feedback");
  const page = await moves.opened("yz-water-officer");
  await page.getByRole("button", { name: "拟写答复" }).waitFor();
  product.note("only the unit whose answer did not satisfy drafts again");
  await product.shot(page, "separate-again");
}

/** 共同主办: the first drafts for both; nothing is signed until the second has agreed. */
export async function jointLeads(product) {
  const paper = await filed(product, "关于共同推进医教结合的建议");
  const moves = inCase(product, paper.address);
  await moves.step("yz-office", "交办", async (dialog, page) => {
    await dialog.getByText("共同主办", { exact: true }).click();
    for (const unit of [first, "卫生健康"]) await choose(page, dialog, "主办单位（两个以上）", unit);
    await page.keyboard.press("Tab");
    await product.shot(page, "joint-dispatch");
  });
  await signedFor(product, await present(product, paper));
  await moves.sees("yz-health-officer", "由市教育局牵头拟稿");
  await product.shot(await product.seat("yz-health-officer"), "joint-second");
  await passed(product, await inReview(product, await present(product, paper), "edu"), "edu");
  const head = await moves.opened("yz-edu-head");
  await head.locator(".step-reason", { hasText: "市卫生健康委" }).waitFor();
  product.note("the signature waits for the second lead, and says so");
  await product.shot(head, "joint-blocked");
  await moves.step("yz-health-deputy", "会签同意");
  await moves.step("yz-edu-head", "签发");
}
