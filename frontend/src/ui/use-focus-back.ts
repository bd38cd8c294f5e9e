/** A dialog that closes gives the focus back to what opened it; to the page when that is gone, as a step just taken. */
import { useEffect, useState } from "react";

export function useFocusBack(): void {
  const [opener] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      const back = opener?.isConnected ? opener : document.getElementById("content");
      if (back instanceof HTMLElement) back.focus({ preventScroll: true });
    },
    [opener],
  );
}
