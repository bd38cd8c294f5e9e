/** The keys of the data grid; they work while a row has the focus and no IME is composing. */
import type { KeyboardEvent } from "react";

interface Keys {
  active: number;
  go: (index: number) => void;
  open: (index: number, newTab: boolean) => void;
  end: () => void;
}

const PAGE = 15;

export function gridKeys({ active, go, open, end }: Keys) {
  const moves: Record<string, () => void> = {
    ArrowDown: () => go(active + 1),
    ArrowUp: () => go(active - 1),
    PageDown: () => go(active + PAGE),
    PageUp: () => go(active - PAGE),
    Home: () => go(0),
    End: end,
    Enter: () => open(active, false),
  };
  return (event: KeyboardEvent) => {
    const inRow = event.target instanceof HTMLElement && event.target.getAttribute("role") === "row";
    const move = moves[event.key];
    if (!inRow || !move || event.nativeEvent.isComposing || event.altKey || event.metaKey) return;
    event.preventDefault();
    move();
  };
}
