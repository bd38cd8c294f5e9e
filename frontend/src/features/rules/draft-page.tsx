/** A draft as a form by sections, checked while one writes; saved, dropped, issued. */
import { useParams } from "@tanstack/react-router";
import { useQuery } from "urql";
import { OnePackDraftDocument } from "@/gql/graphql";
import { Failed, Waiting } from "@/ui/states";
import { DraftEditor } from "./draft-editor";
import { useSchema } from "./schema";

export function PackDraftPage() {
  const { draftId } = useParams({ from: "/inside/rules/drafts/$draftId" });
  const [{ data, error, stale }, again] = useQuery({
    query: OnePackDraftDocument,
    variables: { id: draftId },
    requestPolicy: "cache-and-network",
  });
  const schema = useSchema();
  if (error && !data) return <Failed error={error} retry={() => again({ requestPolicy: "network-only" })} />;
  if (!data || !schema || stale) return <Waiting />;
  return <DraftEditor key={draftId} draft={data.packDraft} schema={schema} />;
}
