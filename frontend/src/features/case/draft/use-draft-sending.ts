/** Saves the draft against the version it was begun from, and sends it for review when asked to. */
import { useRef, useState } from "react";
import { DraftReplyDocument, SubmitReplyDocument } from "@/gql/graphql";
import type { Problem } from "@/lib/failures";
import { type FullCase, replyOf } from "../model";
import { useSend } from "../steps/use-send";
import { type DraftValues, draftInput } from "./draft-values";

interface Options {
  assignmentId: string;
  firstKey: string | undefined;
  /** version of the reply that the form's text was begun from; null for a first draft */
  firstBase: number | null;
  reload: () => void;
}

export interface Saved {
  saved: boolean;
  problems: Problem[];
}

export function useDraftSending({ assignmentId, firstKey, firstBase, reload }: Options) {
  const base = useRef(firstBase);
  const [conflict, setConflict] = useState(false);
  const drafting = useSend(DraftReplyDocument, firstKey);
  const submitting = useSend(SubmitReplyDocument);

  const submit = async (row: FullCase | null): Promise<Saved> => {
    const reply = row ? replyOf(row, assignmentId) : undefined;
    const allowed = row?.allowedSteps.find(
      ({ step, subjectId }) => step === "SUBMIT_REPLY" && subjectId === reply?.id,
    );
    if (allowed?.blocked) return { saved: true, problems: [{ field: "", message: allowed.blocked }] };
    if (!reply) return { saved: true, problems: [] };
    const outcome = await submitting.send({ id: reply.id });
    return { saved: true, problems: outcome && !outcome.done ? outcome.problems : [] };
  };

  const save = async (values: DraftValues, andSubmit: boolean): Promise<Saved | null> => {
    const outcome = await drafting.send({
      id: assignmentId,
      input: draftInput(values),
      baseVersion: base.current,
    });
    if (!outcome) return null;
    if (!outcome.done) {
      if (outcome.code === "draft_conflict") {
        setConflict(true);
        reload();
      }
      return { saved: false, problems: outcome.problems };
    }
    base.current = (outcome.row && replyOf(outcome.row, assignmentId)?.version) ?? base.current;
    setConflict(false);
    return andSubmit ? submit(outcome.row) : { saved: true, problems: [] };
  };

  const rebase = (version: number | null) => {
    base.current = version;
    setConflict(false);
  };
  return {
    save,
    rebase,
    conflict,
    busy: drafting.busy || submitting.busy,
    base: () => base.current,
    key: () => drafting.key.current,
  };
}
