// The board of a government in a window of its own that is never loaded again: what it tells of a case, what a tile shows.

const idOf = (address) => new URL(address).pathname.split("/").at(-1);

/** Opens the board as that seat, and holds it to what happens elsewhere. */
export async function watchBoard(product, username, lower) {
  const page = await product.seat(username, "-board");
  await page.goto(product.at(username, "/board"));
  await page.locator(".board-live").waitFor();
  await page.evaluate(() => {
    document.body.dataset.opened = "once";
  });
  const tile = page.locator(`[data-government=${lower}] .tile-figures`);

  /** The latest steps name this step of this case. */
  async function tells(address, label) {
    const line = page.locator(`.movements a[href="/cases/${idOf(address)}"]`, {
      hasText: new RegExp(`^\\s*${label} · `),
    });
    await line.first().waitFor();
    product.note(`the board tells: ${label}`);
  }

  /** An act below moves a figure of its government's tile by this much; the act's own answer is given back. */
  async function moves(figure, by, act) {
    const shown = tile.locator("span", { hasText: figure }).locator("b");
    const before = Number(await shown.innerText());
    const done = await act();
    await shown.filter({ hasText: new RegExp(`^${before + by}$`) }).waitFor();
    product.note(`the board moves: ${figure} ${before} → ${before + by}`);
    return done;
  }

  /** Still the page that was opened at the beginning, and still connected. */
  async function stayed() {
    const once = await page.evaluate(() => document.body.dataset.opened);
    product.note("the board was never loaded again", once === "once");
    product.note("the board is still connected", await page.locator(".board-live").isVisible());
    await product.shot(page, "board");
  }
  return { tells, moves, stayed };
}
