/** A draft as a form by sections, checked while one writes; saved, dropped, issued. */
import { useParams } from "@tanstack/react-router";
import { useFresh } from "@/lib/fresh";
import { texts } from "@/lib/texts";
import { OnePackDraftDocument } from "@/gql/graphql";
import { Nothing, Unanswered, Waiting } from "@/ui/states";
import { DraftEditor } from "./draft-editor";
import { useSchema } from "./schema";

export function PackDraftPage() {
  const { draftId } = useParams({ from: "/inside/rules/drafts/$draftId" });
  const answer = useFresh(OnePackDraftDocument, { id: draftId }, { policy: "cache-and-network" });
  const { schema, ...reading } = useSchema();
  if (!answer.data) return <Unanswered to={answer} />;
  if (!answer.data.packDraft) return <Nothing>{texts.missing}</Nothing>;
  if (!schema) return <Unanswered to={reading} />;
  if (answer.stale) return <Waiting />;
  return <DraftEditor key={draftId} draft={answer.data.packDraft} schema={schema} />;
}
