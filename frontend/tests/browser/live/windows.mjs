// Windows of seats in several governments of the demo city: signed in, each on its own host, taking steps on their pages.
import { chromium } from "playwright-core";
import { aDesk } from "./desk.mjs";

const HOSTS = { yz: "yunzhou", bj: "binjiang", xc: "xicheng", hs: "heshan" };
const PATIENCE = Number(process.env.PATIENCE ?? 60_000);

/** A browser with a window for each seat; `name` is the first word of its screenshots. */
export async function openWindows(platform, name) {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox"],
  });
  const opened = new Map();
  const desk = aDesk();
  const product = {
    failures: 0,
    note,
    at,
    seat,
    shot,
    shotAll,
    step,
    newest,
    ownCase,
    close: () => browser.close(),
  };

  function note(what, holds = true) {
    if (!holds) product.failures += 1;
    console.log(`${holds ? "ok  " : "FAIL"} ${process.uptime().toFixed(1).padStart(5)} ${what}`);
  }

  /** The address of a path on the host of a seat's government. */
  function at(username, path) {
    const { protocol, port } = new URL(platform);
    return `${protocol}//${HOSTS[username.slice(0, 2)]}.localhost:${port}${path}`;
  }

  /** The window of a seat, put in front; `copy` asks for another one of the same person, always in view. */
  async function seat(username, copy = "") {
    const known = opened.get(username + copy);
    if (known) return copy ? known : desk.front(known);
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: "zh-CN" });
    await desk.prepare(context);
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE);
    page.on("pageerror", (error) => note(`page error as ${username}: ${error.message}`, false));
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type()))
        note(`console as ${username}: ${message.text()}`, false);
    });
    await page.goto(at(username, `/sign-in?seat=${username}`));
    await page.waitForURL(/\/cases/);
    opened.set(username + copy, page);
    return copy ? page : desk.front(page);
  }

  async function shot(page, what) {
    if (process.env.SHOTS)
      await page.screenshot({ path: `${process.env.SHOTS}/${name}-${what}.png`, fullPage: true });
  }

  async function shotAll() {
    for (const [username, page] of opened) await shot(page, `last-${username}`);
  }

  /** Takes a step on the page of a case or of an envelope; what the other side did may still be on its way. */
  async function step(username, address, label, fill) {
    const page = await seat(username);
    if (page.url() !== address) await page.goto(address);
    await page.locator(".steps").getByRole("button", { name: label, exact: true }).first().click();
    const dialog = page.getByRole("dialog");
    await fill?.(dialog, page);
    await shot(page, `form-${label}`);
    await dialog.getByRole("button", { name: `确认${label}` }).click();
    const problem = page.locator(".error-summary");
    await Promise.race([dialog.waitFor({ state: "detached" }), problem.waitFor()]);
    if (await problem.isVisible()) throw new Error(`${username} ${label}: ${await problem.innerText()}`);
    note(`${username} ${label}`);
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

  /** From the page of an envelope that was signed for to the case that it became here. */
  async function ownCase(username) {
    const page = await seat(username);
    await page.getByRole("link", { name: "打开本级办理件" }).click();
    await page.waitForURL(/\/cases\/\d+$/);
    return page.url();
  }
  return product;
}
