/** Whom a person named last as contact: kept in this browser, as drafts are, and offered in the next form. */
import { get, set } from "idb-keyval";
import { draftName } from "@/lib/drafts";

/** By the names of the fields that ask for it. */
export type Contact = Partial<Record<"contact" | "contactName" | "contactPhone", string>>;

const NAMES = ["contact", "contactName", "contactPhone"] as const;

/** What a form's values say of the contact; undefined when it asks for none. */
export function contactIn(values: Record<string, unknown>): Contact | undefined {
  const told = NAMES.flatMap((name) => {
    const value = values[name];
    return typeof value === "string" && value.trim() ? [[name, value.trim()] as const] : [];
  });
  return told.length > 0 ? Object.fromEntries(told) : undefined;
}

export async function readContact(viewerId: string): Promise<Contact> {
  return (await get<Contact>(draftName(viewerId, "contact")).catch(() => undefined)) ?? {};
}

/** Forms that ask in one line and those that ask in two leave each other's be. */
export async function keepContact(viewerId: string, values: Record<string, unknown>): Promise<void> {
  const told = contactIn(values);
  if (!told) return;
  const all = { ...(await readContact(viewerId)), ...told };
  await set(draftName(viewerId, "contact"), all).catch(() => undefined);
}
