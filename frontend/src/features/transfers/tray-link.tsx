/** The way to the tray in the navigation, with the number of envelopes that wait for the office. */
import { Link } from "@tanstack/react-router";
import { EnvelopesWaitingDocument } from "@/gql/graphql";
import { useFresh } from "@/lib/fresh";
import { anyChange } from "@/lib/live";
import { texts } from "@/lib/texts";
import { BriefLacking } from "@/ui/states";

export function TrayLink() {
  const answer = useFresh(EnvelopesWaitingDocument, {}, { moves: anyChange });
  const waiting = answer.data?.envelopes.waiting ?? 0;
  return (
    <>
      <Link to="/envelopes">
        {texts.across.title}
        {waiting > 0 ? (
          <span className="bar-count" title={texts.across.waiting(waiting)}>
            {waiting}
          </span>
        ) : null}
      </Link>
      <BriefLacking what={texts.failure.names.waiting} to={answer} />
    </>
  );
}
