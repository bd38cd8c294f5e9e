/** The body of a pack by its reference: `version:ID`, `shipped:CODE` or `draft:ID`. */
import { useMemo } from "react";
import { useQuery } from "urql";
import { OnePackDraftDocument, OneRulePackDocument, ShippedBodiesDocument } from "@/gql/graphql";
import type { Body } from "./values";

export function useBody(reference: string) {
  const at = reference.indexOf(":");
  const source = reference.slice(0, at);
  const id = reference.slice(at + 1);
  const [version] = useQuery({
    query: OneRulePackDocument,
    variables: { id },
    pause: source !== "version",
    requestPolicy: "cache-and-network",
  });
  const [draft] = useQuery({
    query: OnePackDraftDocument,
    variables: { id },
    pause: source !== "draft",
    requestPolicy: "cache-and-network",
  });
  const [shipped] = useQuery({ query: ShippedBodiesDocument, pause: source !== "shipped" });
  const facts = source === "version" ? (version.data?.rulePack ?? null) : null;
  const text =
    source === "version"
      ? version.data?.rulePack.body
      : source === "draft"
        ? draft.data?.packDraft.body
        : shipped.data?.shippedPacks.find(({ code }) => code === id)?.body;
  const body = useMemo(() => (text ? (JSON.parse(text) as Body) : null), [text]);
  const error = { version, draft, shipped }[source]?.error;
  return { body, facts, error };
}
