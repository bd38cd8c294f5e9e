/** The way to the tray in the navigation, with the number of envelopes that wait for the office. */
import { Link } from "@tanstack/react-router";
import { useQuery } from "urql";
import { EnvelopesWaitingDocument } from "@/gql/graphql";
import { useLiveReload } from "@/lib/live";
import { texts } from "@/lib/texts";

export function TrayLink() {
  const [{ data }, again] = useQuery({ query: EnvelopesWaitingDocument });
  useLiveReload(
    () => true,
    () => again({ requestPolicy: "network-only" }),
  );
  const waiting = data?.envelopes.waiting ?? 0;
  return (
    <Link to="/envelopes">
      {texts.across.title}
      {waiting > 0 ? (
        <span className="bar-count" title={texts.across.waiting(waiting)}>
          {waiting}
        </span>
      ) : null}
    </Link>
  );
}
