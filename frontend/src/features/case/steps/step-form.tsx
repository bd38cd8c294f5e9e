/** The fields of a step, its kept draft, and what the server says to it. */
import { Button, Form } from "antd";
import { useState } from "react";
import { keepContact } from "@/lib/contact";
import { type Draft, useDraftStore } from "@/lib/drafts";
import { texts } from "@/lib/texts";
import { useViewer } from "@/lib/viewer";
import { announce } from "@/ui/announce";
import { ErrorSummary } from "@/ui/error-summary";
import { useFormProblems } from "@/ui/use-form-problems";
import type { StepContext, StepDefinition, Values } from "./definition";
import { FieldInput } from "./field-input";
import { useSend } from "./use-send";

interface Props {
  definition: StepDefinition;
  context: StepContext;
  draft: Draft<Values> | null;
  /** where typed text is kept, or null when there is nothing to type */
  draftPlace: string | null;
  onClose: () => void;
}

const FORM = "step";

function initialOf(definition: StepDefinition, context: StepContext): Values {
  const fields = definition.fields
    .filter(({ initial }) => initial)
    .map(({ name, initial }) => [name, initial?.(context)]);
  return { ...Object.fromEntries(fields), ...definition.initial?.(context) };
}

export function StepForm({ definition, context, draft, draftPlace, onClose }: Props) {
  const { step } = context;
  const [form] = Form.useForm<Values>();
  const viewer = useViewer();
  const [restored, setRestored] = useState(draft !== null);
  const { problems, show, showFailed, clear, idOf } = useFormProblems(form, FORM);
  const { send, busy, key } = useSend(definition.document, draft?.key);
  const store = useDraftStore<Values>(draftPlace ?? "none");
  const initial = initialOf(definition, context);

  const submit = async (values: Values) => {
    clear();
    const outcome = await send({ id: step.subjectId, ...definition.variables(values, context) });
    if (!outcome) return;
    if (!outcome.done) return show(outcome.problems);
    store.drop();
    void keepContact(viewer.id, values);
    announce(texts.form.done(step.label));
    onClose();
  };
  const keep = () => {
    if (draftPlace) store.keep({ key: key.current, values: form.getFieldsValue(true), savedAt: Date.now() });
  };
  const discard = () => {
    store.drop();
    form.setFieldsValue({
      ...Object.fromEntries(Object.keys(draft?.values ?? {}).map((name) => [name, undefined])),
      ...initial,
    });
    setRestored(false);
  };
  const { Body, fieldsFirst = false } = definition;
  const body = Body ? <Body context={context} /> : null;

  return (
    <Form
      form={form}
      name={FORM}
      layout="vertical"
      initialValues={{ ...initial, ...draft?.values }}
      onValuesChange={keep}
      onFinish={submit}
      onFinishFailed={({ errorFields }) => showFailed(errorFields as never)}
    >
      {restored ? (
        <p className="restored">
          {texts.form.restored}{" "}
          <button type="button" className="link" onClick={discard}>
            {texts.form.discard}
          </button>
        </p>
      ) : null}
      <ErrorSummary problems={problems} idOf={idOf} />
      {fieldsFirst ? null : body}
      {definition.fields
        .filter(({ shown }) => shown?.(context) !== false)
        .map((field) => (
          <FieldInput key={field.name} field={field} context={context} />
        ))}
      {fieldsFirst ? body : null}
      {!Body && definition.fields.length === 0 ? <p>{texts.form.plain}</p> : null}
      <div className="form-foot">
        <Button type="primary" htmlType="submit" loading={busy} autoFocus={!draftPlace}>
          {texts.form.confirm(step.label)}
        </Button>
        <Button onClick={onClose}>{texts.form.cancel}</Button>
      </div>
    </Form>
  );
}
