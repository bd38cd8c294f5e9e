// The running product as its users have it: one browser, one context per seat; complaints of any page are failures.
import { chromium } from "playwright-core";
import { sessions } from "./api.mjs";
import { aDesk } from "./desk.mjs";

const BROWSER = {
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--lang=zh-CN"],
  env: { ...process.env, LANGUAGE: "zh_CN" },
};

const OFFICE_PC = { viewport: { width: 1440, height: 900 }, locale: "zh-CN", timezoneId: "Asia/Shanghai" };

/** Errors that the pages expect: an operation newer than the server, a case that was taken away. */
const QUIET = ["PERSISTED_QUERY_NOT_FOUND", "NOT_FOUND"];

function asCookies(header, url) {
  return header.split("; ").map((pair) => {
    const [name, ...value] = pair.split("=");
    return { name, value: value.join("="), url };
  });
}

/** A product at the platform's address, e.g. http://localhost:8000. */
export async function enterProduct(platform) {
  const browser = await chromium.launch(BROWSER);
  const { protocol, port } = new URL(platform);
  const seats = new Map();
  const desk = aDesk();
  const { ask, cookieOf } = sessions(platform);
  const product = {
    failures: 0,
    expected: [],
    ask,
    note,
    at,
    seat,
    shot,
    shotAll,
    close: () => browser.close(),
  };

  function note(what, holds = true) {
    if (!holds) product.failures += 1;
    console.log(`${holds ? "ok  " : "FAIL"} ${process.uptime().toFixed(1).padStart(5)} ${what}`);
  }

  /** The address of a path on a government's own host. */
  function at(path, government = "yunzhou") {
    return `${protocol}//${government}.localhost:${port}${path}`;
  }

  /** A window of a demo seat, signed in and still empty, put in front. `copy`: a second one, always in view. */
  async function seat(username, copy = "") {
    const known = seats.get(username + copy);
    if (known) return copy ? known : desk.front(known);
    const context = await browser.newContext(OFFICE_PC);
    await desk.prepare(context);
    await context.addCookies(asCookies(await cookieOf(username), at("/")));
    const page = await context.newPage();
    page.setDefaultTimeout(60_000);
    listen(page, username);
    seats.set(username + copy, page);
    return copy ? page : desk.front(page);
  }

  function listen(page, username) {
    page.on("pageerror", (error) => note(`page error as ${username}: ${error.message}`, false));
    page.on("console", (message) => {
      if (!["error", "warning"].includes(message.type())) return;
      if (product.expected.some((part) => message.text().includes(part))) return;
      note(`console as ${username}: ${message.text()}`, false);
    });
    page.on("response", async (response) => {
      if (!response.url().endsWith("/graphql")) return;
      const { errors } = await response.json().catch(() => ({}));
      const told = errors?.filter(({ extensions }) => !QUIET.includes(extensions?.code)) ?? [];
      if (told.length > 0) note(`the API failed for ${username}: ${JSON.stringify(told[0])}`, false);
    });
    page.on("request", (request) => {
      if (!new URL(request.url()).hostname.endsWith("localhost"))
        note(`asked outside: ${request.url()}`, false);
    });
  }

  async function shot(page, name) {
    if (process.env.SHOTS)
      await page.screenshot({ path: `${process.env.SHOTS}/live-${name}.png`, fullPage: true });
  }

  async function shotAll() {
    for (const [name, page] of seats) await shot(page, `last-${name}`);
  }
  return product;
}
