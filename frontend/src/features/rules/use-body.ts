/** The body of a pack by its reference: `version:ID`, `shipped:CODE` or `draft:ID`. */
import { useMemo } from "react";
import { OnePackDraftDocument, OneRulePackDocument, ShippedBodiesDocument } from "@/gql/graphql";
import { useFresh } from "@/lib/fresh";
import type { Body } from "./values";

export function useBody(reference: string) {
  const at = reference.indexOf(":");
  const source = reference.slice(0, at);
  const id = reference.slice(at + 1);
  const policy = "cache-and-network";
  const version = useFresh(OneRulePackDocument, { id }, { pause: source !== "version", policy });
  const draft = useFresh(OnePackDraftDocument, { id }, { pause: source !== "draft", policy });
  const shipped = useFresh(ShippedBodiesDocument, {}, { pause: source === "version" || source === "draft" });
  const facts = source === "version" ? (version.data?.rulePack ?? null) : null;
  const text =
    source === "version"
      ? version.data?.rulePack?.body
      : source === "draft"
        ? draft.data?.packDraft?.body
        : shipped.data?.shippedPacks.find(({ code }) => code === id)?.body;
  const body = useMemo(() => (text ? (JSON.parse(text) as Body) : null), [text]);
  const { data, error, again } = { version, draft }[source] ?? shipped;
  return { body, facts, error, again, missing: Boolean(data) && !text };
}
