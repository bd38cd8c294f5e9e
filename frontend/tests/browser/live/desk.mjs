// One person at one desk: the window in use is in front, the others are hidden tabs until somebody turns to them.
// A headless browser shows all its pages at once, so a page is told here what a real tab would be told.

function aTab() {
  let shown = true;
  Object.defineProperty(document, "visibilityState", { get: () => (shown ? "visible" : "hidden") });
  Object.defineProperty(document, "hidden", { get: () => !shown });
  globalThis.showTab = (front) => {
    shown = front;
    document.dispatchEvent(new Event("visibilitychange"));
  };
}

/** Keeps one window in front; those that were never put there stay in view. */
export function aDesk() {
  let inFront = null;

  async function tell(page, shown) {
    await page.evaluate((front) => globalThis.showTab?.(front), shown);
  }

  return {
    /** Before the first page of a context is opened. */
    prepare: (context) => context.addInitScript(aTab),
    /** Turns to a window. */
    async front(page) {
      if (inFront === page) return page;
      const before = inFront;
      inFront = page;
      if (before && !before.isClosed()) await tell(before, false);
      await tell(page, true);
      return page;
    },
  };
}
