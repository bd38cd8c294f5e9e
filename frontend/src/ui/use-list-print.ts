/** Printing a list: all its rows first, then how their due days came about in a line each, then the print window. */
import { useEffect, useEffectEvent, useState } from "react";
import { flushSync } from "react-dom";

/** The line of each row that has one, by its id. */
export type Briefs = ReadonlyMap<string, string>;
const NONE: Briefs = new Map();

interface Pages {
  hasMore: boolean;
  loading: boolean;
  error?: unknown;
  /** loads more; called until there is nothing more */
  loadAll: () => void;
}

interface BriefPage {
  found: { id: string; dueBrief: string | null }[];
  next: string | null;
}

const asksForPaper = ({ key, ctrlKey, metaKey, shiftKey, altKey }: KeyboardEvent) =>
  (ctrlKey || metaKey) && !shiftKey && !altKey && key.toLowerCase() === "p";

/** `ask` reads a page of lines after a cursor; null when it cannot be had. Ctrl+P does what the button does. */
export function useListPrint(pages: Pages, ask: (after: string | null) => Promise<BriefPage | null>) {
  const [briefs, setBriefs] = useState(NONE);
  const [wanted, setWanted] = useState(false);
  const settled = wanted && !pages.loading;
  const goOn = useEffectEvent(async () => {
    if (pages.hasMore && !pages.error) return pages.loadAll();
    const found = await briefsOf(ask);
    flushSync(() => {
      setBriefs(found);
      setWanted(false);
    });
    window.print();
  });
  useEffect(() => {
    if (settled) void goOn();
  }, [settled]);
  useEffect(() => {
    const byKeys = (event: KeyboardEvent) => {
      if (!asksForPaper(event)) return;
      event.preventDefault(); // the browser would print the rows in sight only, without their lines
      setWanted(true);
    };
    window.addEventListener("keydown", byKeys);
    return () => window.removeEventListener("keydown", byKeys);
  }, []);
  return { briefs, begin: () => setWanted(true), busy: wanted };
}

/** What cannot be asked for is left out: the list is printed with its days in any case. */
async function briefsOf(ask: (after: string | null) => Promise<BriefPage | null>): Promise<Briefs> {
  const all = new Map<string, string>();
  let after: string | null = null;
  do {
    const page: BriefPage | null = await ask(after);
    for (const { id, dueBrief } of page?.found ?? []) if (dueBrief) all.set(id, dueBrief);
    after = page?.next ?? null;
  } while (after);
  return all;
}
