/** What a person typed and has not sent yet, kept in this browser (IndexedDB) until it is sent or discarded. */
import { del, get, set } from "idb-keyval";
import { useCallback, useEffect, useRef } from "react";
import { boot } from "@/lib/boot";

export interface Draft<T> {
  /** the idempotency key the form will be sent with; kept, so that a retry after a crash has one effect */
  key: string;
  values: T;
  savedAt: number;
}

const DELAY = 400;

/** Drafts of one person in one government do not meet those of another on a shared computer. */
export function draftName(viewerId: string, place: string): string {
  return `lianban:${boot.government?.code ?? "platform"}:${viewerId}:${place}`;
}

/** The kept draft, or undefined; a browser without IndexedDB simply keeps nothing. */
export async function readDraft<T>(name: string): Promise<Draft<T> | undefined> {
  return get<Draft<T>>(name).catch(() => undefined);
}

export async function dropDraft(name: string): Promise<void> {
  await del(name).catch(() => undefined);
}

export interface DraftStore<T> {
  keep: (draft: Draft<T>) => void;
  drop: () => void;
}

/** Keeps the latest values shortly after each change, at once when the page is hidden. */
export function useDraftStore<T>(name: string): DraftStore<T> {
  const pending = useRef<Draft<T> | null>(null);
  const timer = useRef<number | undefined>(undefined);

  const flush = useCallback(() => {
    window.clearTimeout(timer.current);
    if (pending.current) set(name, pending.current).catch(() => undefined);
    pending.current = null;
  }, [name]);

  useEffect(() => {
    window.addEventListener("pagehide", flush);
    return () => {
      window.removeEventListener("pagehide", flush);
      flush();
    };
  }, [flush]);

  const keep = useCallback(
    (draft: Draft<T>) => {
      pending.current = draft;
      window.clearTimeout(timer.current);
      timer.current = window.setTimeout(flush, DELAY);
    },
    [flush],
  );
  const drop = useCallback(() => {
    pending.current = null;
    window.clearTimeout(timer.current);
    void dropDraft(name);
  }, [name]);
  return { keep, drop };
}
