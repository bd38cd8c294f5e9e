// What a person does on a case's page: press a step's button, fill its form, choose from a list, write the reply.

/** Chooses an option by typing the beginning of its name. */
export async function choose(page, within, label, option) {
  await within.getByLabel(label, { exact: true }).click();
  await page.keyboard.type(option.slice(0, 6));
  await page
    .locator(".ant-select-dropdown:not(.ant-select-dropdown-hidden) .ant-select-item-option", {
      hasText: option,
    })
    .first()
    .click();
}

/** Waits until the work is done or the form says what is wrong; answers with the sentence, or "". */
async function outcome(page, done) {
  const problem = page.locator(".error-summary");
  await Promise.race([done, problem.waitFor()]);
  return (await problem.isVisible()) ? problem.innerText() : "";
}

/** The moves of the seats in one case. */
export function inCase(product, address) {
  async function opened(username) {
    const page = await product.seat(username);
    if (page.url() !== address) await page.goto(address);
    return page;
  }

  /** Opens the form of a step: `subject` tells which of several buttons of that name. */
  async function form(username, label, subject) {
    const page = await opened(username);
    const row = page
      .locator(".steps li")
      .filter({ has: page.getByRole("button", { name: label, exact: true }) });
    await (subject ? row.filter({ hasText: subject }) : row).getByRole("button").first().click();
    return { page, dialog: page.getByRole("dialog") };
  }

  async function tried(username, label, fill, subject) {
    const { page, dialog } = await form(username, label, subject);
    await fill?.(dialog, page);
    await dialog.getByRole("button", { name: `确认${label}` }).click();
    return { page, dialog, said: await outcome(page, dialog.waitFor({ state: "detached" })) };
  }

  /** A step that must succeed. */
  async function step(username, label, fill, subject) {
    const { page, said } = await tried(username, label, fill, subject);
    if (said) await product.shot(page, `refused-${label}`);
    if (said) throw new Error(`${username} ${label}: ${said}`);
    product.note(`${username} ${label}${subject ? `：${subject}` : ""}`);
  }

  /** A step that must be refused with a sentence that has `words` in it; the form is closed afterwards. */
  async function refused(username, label, words, fill, subject) {
    const { page, dialog, said } = await tried(username, label, fill, subject);
    product.note(`${username} ${label} is refused: ${said.split("\n").at(-1)}`, said.includes(words));
    await product.shot(page, `refused-${label}`);
    if (await dialog.isVisible()) await dialog.getByRole("button", { name: "取消" }).click();
  }

  /** What the page must say to that seat. */
  async function sees(username, words) {
    const page = await opened(username);
    await page.locator("main", { hasText: words }).waitFor();
    product.note(`${username} sees ${words}`);
  }

  async function state(username, label) {
    const page = await opened(username);
    await page.locator(".page-head .chip", { hasText: label }).waitFor();
    product.note(`${username} sees the case at ${label}`);
  }

  const because = (text) => (dialog) => dialog.getByLabel("理由").fill(text);
  return { address, opened, form, step, refused, sees, state, because };
}

/** Fills the draft of a reply; `promise` makes its first point a promise until that day. */
export async function fillDraft(page, { text, promise, day } = {}) {
  const body = `您提出的建议收悉${text ?? ""}。\n一、基本情况\n经认真研究，现答复如下。`;
  await page.getByLabel("正文").fill(body);
  await choose(page, page, "办理结果类别", promise ? "B" : "A");
  await page.getByLabel("联系人").fill("李伟");
  await page.getByLabel("联系电话").fill("0599-8788586");
  const point = page.locator("fieldset.point").first();
  await point.getByLabel("建议").fill("增加课后托管学位。");
  await point.getByLabel("答复").fill("今年秋季起新增学位500个。");
  await choose(page, point, "类别", promise ? "B" : "A");
  if (promise) await point.getByLabel("承诺事项").fill(promise);
  if (promise) await point.getByLabel("完成日期").fill(day);
  await insertPoints(page);
}

/** 插入逐条答复: the letter says what its points say, else nobody sends it for review. */
export async function insertPoints(page) {
  await page.getByRole("button", { name: "插入逐条答复" }).click();
  await page.locator("form .muted", { hasText: "已将正文中没有的逐条答复加到末尾" }).waitFor();
}

/** Writes the reply of a unit and sends it for review. */
export async function draft(product, moves, username, values) {
  const page = await moves.opened(username);
  await page.getByRole("button", { name: "拟写答复" }).click();
  await fillDraft(page, values);
  await page.getByRole("button", { name: "保存并送审" }).click();
  const said = await outcome(page, page.waitForURL(moves.address));
  if (said) throw new Error(`draft: ${said}`);
  product.note(`${username} 拟写答复并送审`);
}

/** The reviews of a unit's reply and of the office, up to the delivery. */
export async function toDelivery({ step }, unit, subject) {
  await step(`yz-${unit}-section`, "科室审核通过", undefined, subject);
  await step(`yz-${unit}-deputy`, "领导审核通过", undefined, subject);
  await step(
    "yz-office",
    "把关通过",
    (dialog) => dialog.getByRole("button", { name: "全部通过" }).click(),
    subject,
  );
  await step(`yz-${unit}-head`, "签发", undefined, subject);
  await step(`yz-${unit}-clerk`, "编号印发", undefined, subject);
  await step(`yz-${unit}-clerk`, "送达", undefined, subject);
}

/** The committee's entry of what the proposer said. */
export async function feedback({ step }, username, result, opinion, subject) {
  const fill = async (dialog, page) => {
    await dialog.locator("#step_attitude").getByText("满意", { exact: true }).click();
    await dialog.locator("#step_result").getByText(result, { exact: true }).click();
    if (opinion) await dialog.getByLabel(/具体意见/).fill(opinion);
    await dialog.getByLabel("反馈渠道").click();
    await page.locator(".ant-select-item-option").first().click();
  };
  await step(username, "登记反馈意见", fill, subject);
}

/** A meeting with the proposer, at one of its three stages. */
export async function meeting({ step }, username, stage) {
  await step(username, "登记面商", async (dialog) => {
    await dialog.getByLabel(stage, { exact: true }).check();
    await dialog.locator("#step_form input").first().check();
    await dialog.getByLabel(/单位参加人/).fill("副局长、科室负责人");
    await dialog.getByLabel(/提出人一方参加人/).fill("领衔代表");
    await dialog.getByLabel(/面商情况/).fill("就办理思路充分交换意见。");
  });
}
