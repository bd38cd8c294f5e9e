/** Keys that make a step happen once however often the form is sent (8-64 characters, made by the client). */

const ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyz";

/** A fresh key; `getRandomValues` also exists on plain-http intranet hosts, where `randomUUID` does not. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(24));
  return `w-${Array.from(bytes, (byte) => ALPHABET[byte % ALPHABET.length]).join("")}`;
}
