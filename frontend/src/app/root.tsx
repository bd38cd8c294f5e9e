/** What every page has: the skip link's target is supplied by the shells, the polite voice by this. */
import { Outlet } from "@tanstack/react-router";
import { Announcer } from "@/ui/announce";

export function Root() {
  return (
    <>
      <Outlet />
      <Announcer />
    </>
  );
}
