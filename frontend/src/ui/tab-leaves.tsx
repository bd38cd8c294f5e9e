/** Around a choice of several: Tab leaves the list. antd's own Tab would add whatever is highlighted in it. */
import type { KeyboardEvent, ReactNode } from "react";

function leave(event: KeyboardEvent) {
  if (event.key === "Tab") event.stopPropagation();
}

export function TabLeaves({ children }: { children: ReactNode }) {
  return (
    <div className="contents" onKeyDownCapture={leave}>
      {children}
    </div>
  );
}
