/** The steps that the office may take on an envelope now; each is sent once, under its own key. */
import { Link } from "@tanstack/react-router";
import type { TypedDocumentNode } from "@urql/core";
import { Button, Form, Input, Modal } from "antd";
import { useEffect, useState } from "react";
import { useClient } from "urql";
import * as api from "@/gql/graphql";
import type { CrossingCode, EnvelopeFullFragment, EnvelopeOutcomeFragment } from "@/gql/graphql";
import { day } from "@/lib/dates";
import { draftName, readDraft, useDraftStore } from "@/lib/drafts";
import { type Problem, problemOfRefusal, sentenceOf } from "@/lib/failures";
import { useKey } from "@/lib/idempotency";
import { texts } from "@/lib/texts";
import { useViewer } from "@/lib/viewer";
import { announce } from "@/ui/announce";
import { ErrorSummary } from "@/ui/error-summary";
import { Section } from "@/ui/page";
import { useFocusBack } from "@/ui/use-focus-back";

const words = texts.across;
type Step = EnvelopeFullFragment["steps"][number];
type Document = TypedDocumentNode<
  { payload: EnvelopeOutcomeFragment },
  { key: string; id: string; words?: string }
>;

const DOCUMENTS: Partial<Record<CrossingCode, unknown>> = {
  SIGN: api.SignEnvelopeDocument,
  REQUEST_RETURN: api.RequestEnvelopeReturnDocument,
  DECLINE: api.DeclineRequestDocument,
  ANSWER_URGE: api.AnswerEnvelopeUrgeDocument,
  REPORT: api.ReportProgressDocument,
  ACCEPT: api.AcceptRequestAnswerDocument,
  SEND_BACK: api.SendBackRequestAnswerDocument,
  RECALL: api.RecallRequestDocument,
};

/** What is to be written for a step: a reason, how far the matter is, or nothing. */
function asks({ step, reasonRequired }: Step): string | null {
  if (step === "ANSWER_URGE") return texts.form.fields.urgeAnswer;
  if (step === "REPORT") return words.progress;
  return reasonRequired ? words.reason : null;
}

/** What waits for an answer, as it was urged. */
export function urgedOf({ events }: Pick<EnvelopeFullFragment, "events">): string | undefined {
  const answered = events.map(({ step }) => step).lastIndexOf("ANSWER_URGE");
  const open = events.slice(answered + 1).filter(({ step }) => step === "URGE");
  const told = open.map(({ text, replyBy }) => texts.form.fields.urgeAsked(text ?? "", day(replyBy)));
  return told.join(" ") || undefined;
}

export function EnvelopeSteps({ row }: { row: EnvelopeFullFragment }) {
  const [chosen, setChosen] = useState<Step | null>(null);
  return (
    <Section title={words.steps} id="envelope-steps">
      {row.steps.length === 0 ? <p className="muted">{words.noSteps}</p> : null}
      <ul className="steps">
        {row.steps.map((step, place) => (
          <li key={step.step}>
            <Button type={place === 0 ? "primary" : "default"} onClick={() => setChosen(step)}>
              {step.label}
            </Button>
          </li>
        ))}
      </ul>
      {row.handsOn && row.caseId ? (
        <Link to="/cases/$caseId" params={{ caseId: row.caseId }} search={{ step: "URGE_UNIT" }}>
          {words.handOn}
        </Link>
      ) : null}
      {chosen ? <StepDialog row={row} step={chosen} onClose={() => setChosen(null)} /> : null}
    </Section>
  );
}

/** What is written stays in this browser until it is sent, as in every other step's form. */
function useKeptWords(row: EnvelopeFullFragment, step: Step) {
  const [form] = Form.useForm<{ words?: string }>();
  const place = draftName(useViewer().id, `envelope:${row.id}:${step.step}`);
  const store = useDraftStore<string>(place);
  const { key, answered } = useKey();
  useEffect(() => {
    void readDraft<string>(place).then((kept) => {
      if (!kept || form.getFieldValue("words")) return;
      form.setFieldValue("words", kept.values);
      key.current = kept.key;
    });
  }, [place, form, key]);
  const keep = ({ words: written = "" }: { words?: string }) =>
    store.keep({ key: key.current, values: written, savedAt: Date.now() });
  return { form, key, answered, keep, drop: store.drop };
}

function StepDialog({ row, step, onClose }: { row: EnvelopeFullFragment; step: Step; onClose: () => void }) {
  useFocusBack();
  const client = useClient();
  const { form, key, answered, keep, drop } = useKeptWords(row, step);
  const [busy, setBusy] = useState(false);
  const [problems, setProblems] = useState<Problem[]>([]);
  const label = asks(step);

  const submit = async (values: { words?: string }) => {
    if (busy) return;
    setBusy(true);
    setProblems([]);
    const variables = {
      key: key.current,
      id: row.id,
      ...(label ? { words: values.words?.trim() ?? "" } : {}),
    };
    const { data, error } = await client.mutation(DOCUMENTS[step.step] as Document, variables).toPromise();
    setBusy(false);
    answered(error);
    if (error) return setProblems([{ field: "", message: sentenceOf(error) }]);
    const refusal = data?.payload.refusal;
    if (refusal) return setProblems([problemOfRefusal(refusal)]);
    drop();
    announce(texts.form.done(step.label));
    onClose();
  };
  return (
    <Modal
      open
      title={`${step.label}　${row.title}`}
      width={600}
      onCancel={onClose}
      mask={{ closable: false }}
      footer={null}
      destroyOnHidden
    >
      <Form form={form} name="crossing" layout="vertical" onValuesChange={keep} onFinish={submit}>
        <ErrorSummary problems={problems} />
        {label ? (
          <Form.Item
            name="words"
            label={label}
            extra={step.step === "ANSWER_URGE" ? urgedOf(row) : undefined}
            rules={[{ required: true, whitespace: true, message: texts.form.need(label) }]}
          >
            <Input.TextArea rows={4} className="grow" maxLength={2000} />
          </Form.Item>
        ) : (
          <p>{texts.form.plain}</p>
        )}
        <div className="form-foot">
          <Button type="primary" htmlType="submit" loading={busy}>
            {texts.form.confirm(step.label)}
          </Button>
          <Button onClick={onClose}>{texts.form.cancel}</Button>
        </div>
      </Form>
    </Modal>
  );
}
