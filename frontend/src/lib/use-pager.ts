/** A `Pager` in a page: read when the page opens, let go when it closes or asks for another list. */
import { useEffect, useSyncExternalStore } from "react";
import type { Pager } from "@/lib/pager";

export function usePager<Row, Beside>(pager: Pager<Row, Beside>) {
  const shown = useSyncExternalStore(pager.subscribe, pager.shown);
  useEffect(() => {
    pager.reload();
    return pager.stop;
  }, [pager]);
  return { ...shown, loadMore: pager.more, loadAll: pager.all, reload: pager.reload };
}
