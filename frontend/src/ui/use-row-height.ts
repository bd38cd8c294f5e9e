/** How high a row of the data grid is; the style sheets have the same numbers. On a phone a finger must hit one. */
import { useSyncExternalStore } from "react";

const PHONE = "(max-width: 760px)";

/** Pixels. */
export function useRowHeight(): number {
  return useSyncExternalStore(onChange, () => (window.matchMedia?.(PHONE).matches ? 48 : 36));
}

function onChange(changed: () => void): () => void {
  const phone = window.matchMedia?.(PHONE);
  phone?.addEventListener("change", changed);
  return () => phone?.removeEventListener("change", changed);
}
