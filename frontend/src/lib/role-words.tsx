/**
 * The page's own texts in the words of a case's rule pack: a co-handler is 会办 in one place, 协办 in another.
 * What the server says comes in those words already.
 */
import { createContext, type ReactNode, useContext, useMemo } from "react";

export type Roles = readonly { code: string; label: string }[];
type InWords = (text: string) => string;

const USUAL: Record<string, string> = { 独办: "SOLE", 主办: "LEAD", 分办: "SEPARATE", 会办: "CO" };
const ANY = new RegExp(Object.keys(USUAL).join("|"), "g");

export function inWordsOf(roles: Roles, text: string): string {
  return text.replace(ANY, (usual) => roles.find(({ code }) => code === USUAL[usual])?.label ?? usual);
}

const Words = createContext<InWords>((text) => text);

export function RoleWords({ roles, children }: { roles: Roles; children: ReactNode }) {
  const words = useMemo<InWords>(() => (text) => inWordsOf(roles, text), [roles]);
  return <Words.Provider value={words}>{children}</Words.Provider>;
}

/** Puts a text into the words of the case that the page is about. */
export const useRoleWords = () => useContext(Words);
