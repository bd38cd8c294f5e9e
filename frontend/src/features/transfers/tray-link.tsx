/** The way to the tray in the navigation, with the number of envelopes that wait for the office. */
import { Link } from "@tanstack/react-router";
import { EnvelopesWaitingDocument } from "@/gql/graphql";
import { sentenceOf } from "@/lib/failures";
import { useFresh } from "@/lib/fresh";
import { anyChange } from "@/lib/live";
import { texts } from "@/lib/texts";

export function TrayLink() {
  const { data, error } = useFresh(EnvelopesWaitingDocument, {}, { moves: anyChange });
  const waiting = data?.envelopes.waiting ?? 0;
  return (
    <Link to="/envelopes">
      {texts.across.title}
      {waiting > 0 ? (
        <span className="bar-count" title={texts.across.waiting(waiting)}>
          {waiting}
        </span>
      ) : null}
      {error ? (
        <span
          className="bar-count"
          title={texts.failure.lacking(texts.failure.names.waiting) + sentenceOf(error)}
        >
          ?
        </span>
      ) : null}
    </Link>
  );
}
