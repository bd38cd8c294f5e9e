// Takes screenshots of pages for a person to look at: node tests/browser/look.mjs <base> <folder> <path>...
// Prints console errors, failed requests and sideways overflow.
import { chromium } from "playwright-core";

const [base, folder, ...paths] = process.argv.slice(2);
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--lang=zh-CN"],
  env: { ...process.env, LANGUAGE: "zh_CN" },
});
const width = Number(process.env.WIDTH ?? 1440);
const context = await browser.newContext({ viewport: { width, height: 900 }, locale: "zh-CN" });
const page = await context.newPage();
page.on("console", (message) => {
  if (["error", "warning"].includes(message.type())) console.log(`[${message.type()}] ${message.text()}`);
});
page.on("pageerror", (error) => console.log(`[pageerror] ${error.message}`));
for (const path of paths) {
  const [address, click] = path.split("#");
  await page.goto(base + address, { waitUntil: "networkidle" });
  if (click)
    await page
      .getByRole("button", { name: decodeURIComponent(click), exact: true })
      .first()
      .click();
  await page.waitForTimeout(700);
  const name = path.replaceAll(/[^\p{L}\p{N}]+/gu, "-").slice(0, 60) || "root";
  await page.screenshot({ path: `${folder}/${name}.png`, fullPage: process.env.FULL === "1" });
  const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  console.log(`${path} -> ${name}.png ${await page.title()}${over > 0 ? ` OVERFLOW ${over}` : ""}`);
}
await browser.close();
