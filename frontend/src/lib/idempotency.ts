/** Keys that make a step happen once however often the form is sent (8-64 characters, made by the client). */
import type { CombinedError } from "@urql/core";
import { useCallback, useRef } from "react";

const ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyz";

/** A fresh key; `getRandomValues` also exists on plain-http intranet hosts, where `randomUUID` does not. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(24));
  return `w-${Array.from(bytes, (byte) => ALPHABET[byte % ALPHABET.length]).join("")}`;
}

/**
 * The key of what a person is about to do: the same until the server has answered, so that sending it again after a
 * lost answer has one effect. An answer ends it: what was refused left nothing behind, and is a new attempt.
 */
export function useKey(first?: string) {
  const key = useRef(first ?? "");
  if (!key.current) key.current = newKey();
  const answered = useCallback((error: CombinedError | undefined) => {
    if (!error) key.current = newKey();
  }, []);
  const asked = useRef("");
  /** Where another wish is another intention, not this one corrected: its own key. */
  const keyOf = useCallback((wish: object) => {
    const text = JSON.stringify(wish);
    if (text !== asked.current) key.current = newKey();
    asked.current = text;
    return key.current;
  }, []);
  return { key, answered, keyOf };
}
