/** The form of one step, in a dialog: opened from the panel, closed when done, its text kept until then. */
import { Modal } from "antd";
import { useEffect, useState } from "react";
import { ProcedureOfDocument } from "@/gql/graphql";
import { type Contact, readContact } from "@/lib/contact";
import { type Draft, draftName, readDraft } from "@/lib/drafts";
import { useFresh } from "@/lib/fresh";
import { useViewer } from "@/lib/viewer";
import { Unanswered, Waiting } from "@/ui/states";
import { useFocusBack } from "@/ui/use-focus-back";
import { type AllowedStep, type FullCase, replyUnder } from "../model";
import { MissingCase } from "../page/missing-case";
import type { StepContext, StepDefinition, Values } from "./definition";
import { DEFINITIONS } from "./definitions";
import { ReplyAtHand } from "./reply-at-hand";
import { StepForm } from "./step-form";

interface Props {
  row: FullCase;
  step: AllowedStep;
  onClose: () => void;
}

export function StepDialog({ row, step, onClose }: Props) {
  useFocusBack();
  const definition = DEFINITIONS[step.step];
  if (!definition) return null;
  return (
    <Modal
      open
      title={[step.label, step.subjectLabel].filter(Boolean).join("　")}
      width={definition.wide || replyUnder(row, step) ? 860 : 600}
      onCancel={onClose}
      mask={{ closable: false }}
      footer={null}
      destroyOnHidden
    >
      <ReplyAtHand row={row} step={step} />
      <Loaded row={row} step={step} definition={definition} onClose={onClose} />
    </Modal>
  );
}

/** Waits for the rule pack and for a kept draft before the form is drawn. */
function Loaded({ row, step, definition, onClose }: Props & { definition: StepDefinition }) {
  const viewer = useViewer();
  const name = draftName(viewer.id, `${step.step}:${step.subjectId}`);
  const [draft, setDraft] = useState<Draft<Values> | null | undefined>(undefined);
  const [contact, setContact] = useState<Contact>({});
  const procedure = useFresh(ProcedureOfDocument, { id: row.id });
  const hasFields = definition.fields.length > 0 || Boolean(definition.Body);
  useEffect(() => {
    let wanted = true;
    const read = hasFields ? readDraft<Values>(name) : Promise.resolve(undefined);
    void Promise.all([read, readContact(viewer.id)]).then(([kept, last]) => {
      if (!wanted) return;
      setContact(last);
      setDraft(kept ?? null);
    });
    return () => {
      wanted = false;
    };
  }, [name, hasFields, viewer.id]);

  if (!procedure.data) return <Unanswered to={procedure} />;
  if (!procedure.data.case) return <MissingCase />;
  if (draft === undefined) return <Waiting />;
  const context: StepContext = { row, step, procedure: procedure.data.case.procedure, contact };
  return (
    <StepForm
      key={name}
      definition={definition}
      context={context}
      draft={draft}
      draftPlace={hasFields ? name : null}
      onClose={onClose}
    />
  );
}
