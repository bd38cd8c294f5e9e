/** The board's year stands in its address, so that a reload, the way back, a link and the sign-in keep it. */
import { useEffect, useState } from "react";
import { isDisplay } from "./board-feed";

/** The year that an address asks for; without one it is the newest that has cases. */
export function yearIn(search: string): number | undefined {
  const given = new URLSearchParams(search).get("year") ?? "";
  return /^[1-9]\d{3}$/.test(given) ? Number(given) : undefined;
}

/** Where the board of a year is; the newest is the one that the bare address shows. */
export function boardOf(year: number | undefined): string {
  return year ? `/board?year=${year}` : "/board";
}

/** The sign-in page, which comes back to this board. */
export function signInFor(year: number | undefined): string {
  return `/sign-in?${new URLSearchParams({ to: boardOf(year) })}`;
}

/** A wall shows the newest year, whatever its address says: nobody stands there to choose. */
export function useYear(): [number | undefined, (year: number | undefined) => void] {
  const [year, setYear] = useState(() => (isDisplay ? undefined : yearIn(window.location.search)));
  useEffect(() => {
    const follow = () => setYear(isDisplay ? undefined : yearIn(window.location.search));
    window.addEventListener("popstate", follow);
    return () => window.removeEventListener("popstate", follow);
  }, []);
  const choose = (chosen: number | undefined) => {
    window.history.pushState(null, "", boardOf(chosen));
    setYear(chosen);
  };
  return [year, choose];
}
