/** Sends the digest of an operation the server knows from the build, its text only when the server does not. */
import { type Exchange, getOperationName, makeOperation, type Operation } from "@urql/core";
import { filter, makeSubject, map, merge, pipe } from "wonka";
import { errorCode } from "@/lib/failures";
import { digestOf } from "@/lib/known-digests";

const UNKNOWN = "PERSISTED_QUERY_NOT_FOUND";

function withDigest(operation: Operation): Operation {
  const name = operation.kind === "subscription" ? undefined : getOperationName(operation.query);
  const digest = name ? digestOf(name) : undefined;
  if (!digest) return operation;
  const known = makeOperation(operation.kind, operation);
  known.extensions = { ...operation.extensions, persistedQuery: { version: 1, sha256Hash: digest } };
  return known;
}

/** During an update the page may be newer than the server: then the text is sent as it is. */
function withText(operation: Operation): Operation {
  const plain = makeOperation(operation.kind, operation);
  plain.extensions = { ...operation.extensions, persistedQuery: undefined };
  return plain;
}

export const persistedExchange: Exchange =
  ({ forward }) =>
  (operations) => {
    const again = makeSubject<Operation>();
    return pipe(
      merge([pipe(operations, map(withDigest)), again.source]),
      forward,
      filter((result) => {
        if (errorCode(result.error) !== UNKNOWN) return true;
        again.next(withText(result.operation));
        return false;
      }),
    );
  };
