/** The digests of the documents that this page has loaded: the server runs them by digest. */
import { getOperationName, type TypedDocumentNode } from "@urql/core";

const digests = new Map<string, string>();

/** Keeps the digest of a document, by the name of its operation. */
export function known<Data, Variables>(
  digest: string,
  document: TypedDocumentNode<Data, Variables>,
): TypedDocumentNode<Data, Variables> {
  const name = getOperationName(document);
  if (name) digests.set(name, digest);
  return document;
}

export const digestOf = (operation: string) => digests.get(operation);
