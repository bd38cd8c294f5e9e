/** The draft that is being written, as its fields see it: schema, what is wrong where, and how to alter a place. */
import { createContext, useContext, useEffect, useMemo, useState } from "react";
import { CheckPackDocument, type CheckPackQuery } from "@/gql/graphql";
import { useFresh } from "@/lib/fresh";
import type { Node, Schema } from "./schema";
import { type Body, dotted, idOf, type Path, type Value } from "./values";

export type PackProblem = CheckPackQuery["checkPack"][number];

export interface Editing {
  schema: Schema;
  problems: PackProblem[];
  set: (path: Path, value: Value | undefined) => void;
}

export const EditingContext = createContext<Editing | null>(null);

export function useEditing(): Editing {
  const found = useContext(EditingContext);
  if (!found) throw new Error("a field of a pack stands outside its form");
  return found;
}

const PAUSE = 500;

/**
 * What is wrong with the body as it is now, a moment after the last keystroke; `problems` is null while that is being
 * found out, and when it cannot be.
 */
export function useChecked(body: Body) {
  const [settled, setSettled] = useState<Body | null>(null);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(body), PAUSE);
    return () => clearTimeout(timer);
  }, [body]);
  const text = useMemo(() => JSON.stringify(settled), [settled]);
  const check = useFresh(CheckPackDocument, { body: text }, { pause: !settled, policy: "network-only" });
  const current = settled === body && !check.asking;
  return { ...check, problems: (current && check.data?.checkPack) || null };
}

/** The sentences about a place; with `below` also those about what is in it. */
export function sentencesAt(problems: PackProblem[], path: Path, below = false): string[] {
  const here = dotted(path);
  return problems
    .filter(({ path: at }) => at === here || (below && at.startsWith(`${here}.`)))
    .map(({ message }) => message);
}

/** Go to the input of a place, or to the nearest thing around it that is on the page. */
export function goTo(path: string): void {
  const parts = path.split(".");
  for (let length = parts.length; length > 0; length--) {
    const found = document.getElementById(idOf(parts.slice(0, length)));
    if (!found) continue;
    found.scrollIntoView({ block: "center" });
    found.focus();
    return;
  }
}

/** What stands in a place that was just set or added: the required parts, empty. */
export function blank(schema: Schema, path: Path): Value {
  const node: Node = schema.at(path);
  const items = schema.at([...path, 0]);
  if (node.type === "array") return node.minItems && !items.enum ? [blank(schema, [...path, 0])] : [];
  if (node.type === "boolean") return false;
  if (node.type !== "object") return "";
  const keys = (node.required ?? []).filter((key) => schema.at([...path, key]).type !== "integer");
  return Object.fromEntries(keys.map((key) => [key, blank(schema, [...path, key])]));
}
