/** Who is signed in: asked once, offered to every page below. */
import { createContext, type ReactNode, useContext } from "react";
import type { ViewerFactsFragment } from "@/gql/graphql";

export type Viewer = ViewerFactsFragment;

const ViewerContext = createContext<Viewer | null>(null);

export function ViewerProvider({ viewer, children }: { viewer: Viewer; children: ReactNode }) {
  return <ViewerContext.Provider value={viewer}>{children}</ViewerContext.Provider>;
}

/** The signed-in person; only used below the signed-in shell. */
export function useViewer(): Viewer {
  const viewer = useContext(ViewerContext);
  if (!viewer) throw new Error("no viewer above this component");
  return viewer;
}

const UNIT_STAFF: readonly string[] = [
  "UNIT_CLERK",
  "CASE_OFFICER",
  "SECTION_HEAD",
  "DEPUTY_HEAD",
  "UNIT_HEAD",
];

/** Whether somebody handles cases for a unit: only such units can have left one. */
export function handlesForUnit({ seats }: Pick<Viewer, "seats">): boolean {
  return seats.some(({ role }) => UNIT_STAFF.includes(role));
}
