/** The registration form; kept in this browser with its key until the server has taken it. */
import { Button, Checkbox, Form, Input, Radio, Select } from "antd";
import { useRef, useState } from "react";
import { useClient } from "urql";
import { type CaseKind, RegisterCaseDocument, type RegisterFactsQuery } from "@/gql/graphql";
import { today } from "@/lib/dates";
import { type Draft, useDraftStore } from "@/lib/drafts";
import { problemOfRefusal, sentenceOf } from "@/lib/failures";
import { useKey } from "@/lib/idempotency";
import { texts } from "@/lib/texts";
import { useViewer } from "@/lib/viewer";
import { ErrorSummary } from "@/ui/error-summary";
import { useFormProblems } from "@/ui/use-form-problems";
import { Proposers } from "./proposers";
import { proposersFor, type RegisterValues, registerInput, usualProposer } from "./register-values";

const words = texts.form.register;
const need = (label: string) => ({ required: true, whitespace: true, message: texts.form.need(label) });
/** What is too long is told, not cut off in silence. */
const most = (label: string, limit: number) => ({ max: limit, message: texts.form.tooLong(label, limit) });
const FORM = "register";
const KINDS: CaseKind[] = ["SUGGESTION", "PROPOSAL"];
const periodChoices = Object.entries(texts.periods).map(([value, label]) => ({ value, label }));

interface Props {
  sessions: RegisterFactsQuery["sessions"];
  kept: Draft<RegisterValues> | null;
  place: string;
  onTitle: (title: string) => void;
  onDone: (id: string, registrationNo: string) => void;
}

function firstValues(kinds: CaseKind[], sessions: Props["sessions"]): RegisterValues {
  const kind = kinds[0];
  return {
    kind,
    sessionId: sessions.find((session) => session.kind === kind)?.id,
    registeredOn: today(),
    publishConsent: true,
    proposers: [{ kind: usualProposer(kind) }],
    lead: 0,
  };
}

export function RegisterForm({ sessions, kept, place, onTitle, onDone }: Props) {
  const viewer = useViewer();
  const mayRegister = KINDS.filter((one) => viewer.mayRegister.includes(one));
  const [form] = Form.useForm<RegisterValues>();
  const store = useDraftStore<RegisterValues>(place);
  const { problems, show, showFailed, clear, idOf } = useFormProblems(form, FORM);
  const { send, busy, key } = useRegistering(kept?.key);
  const kind = Form.useWatch("kind", form);
  const [restored, setRestored] = useState(kept !== null);

  const keep = (changed: RegisterValues) => {
    if (changed.title !== undefined) onTitle(changed.title);
    if (changed.kind) {
      form.setFieldValue("sessionId", sessions.find((session) => session.kind === changed.kind)?.id);
      form.setFieldValue("proposers", proposersFor(changed.kind, form.getFieldValue("proposers")));
    }
    store.keep({ key: key.current, values: form.getFieldsValue(true), savedAt: Date.now() });
  };
  const discard = () => {
    store.drop();
    form.resetFields();
    form.setFieldsValue({
      title: "",
      body: "",
      category: "",
      proposedUnit: "",
      ...firstValues(mayRegister, sessions),
    });
    onTitle("");
    setRestored(false);
  };
  const submit = async (values: RegisterValues) => {
    clear();
    const answer = await send(values);
    if (!answer) return;
    if ("problems" in answer) return show(answer.problems);
    store.drop();
    onDone(answer.id, answer.registrationNo);
  };
  const kindChoices = mayRegister.map((value) => ({ value, label: texts.kindsLong[value] }));
  const sessionChoices = sessions
    .filter((session) => session.kind === kind)
    .map(({ id, name }) => ({ value: id, label: name }));

  return (
    <Form
      form={form}
      name={FORM}
      layout="vertical"
      initialValues={kept?.values ?? firstValues(mayRegister, sessions)}
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
      <div className="form-row">
        <Form.Item name="kind" label={words.kind} required>
          <Radio.Group options={kindChoices} />
        </Form.Item>
        <Form.Item
          name="sessionId"
          label={words.session}
          rules={[{ required: true, message: texts.form.choose(words.session) }]}
        >
          <Select options={sessionChoices} />
        </Form.Item>
        <Form.Item name="registrationNo" label={words.registrationNo} extra={words.registrationNoHint}>
          <Input maxLength={40} />
        </Form.Item>
        <Form.Item name="registeredOn" label={words.registeredOn}>
          <Input type="date" />
        </Form.Item>
        <Form.Item name="period" label={words.period} extra={words.periodHint} className="form-short">
          <Select allowClear options={periodChoices} />
        </Form.Item>
      </div>
      <Form.Item
        name="title"
        label={words.caseTitle}
        rules={[need(words.caseTitle), most(words.caseTitle, 200)]}
      >
        <Input />
      </Form.Item>
      <Form.Item name="body" label={words.body} rules={[need(words.body), most(words.body, 60_000)]}>
        <Input.TextArea rows={10} className="grow" />
      </Form.Item>
      <Proposers />
      <div className="form-row">
        <Form.Item name="category" label={words.category + texts.form.optional}>
          <Input maxLength={50} />
        </Form.Item>
        <Form.Item name="proposedUnit" label={words.proposedUnit + texts.form.optional}>
          <Input maxLength={100} />
        </Form.Item>
      </div>
      <Form.Item name="publishConsent" valuePropName="checked">
        <Checkbox>{words.consent}</Checkbox>
      </Form.Item>
      <Form.Item name="protectProposer" valuePropName="checked" extra={words.protectHint}>
        <Checkbox>{words.protect}</Checkbox>
      </Form.Item>
      <Button type="primary" htmlType="submit" loading={busy}>
        {words.save}
      </Button>
    </Form>
  );
}

/** One case per key: a retry after a lost answer finds the case that was made. */
function useRegistering(firstKey: string | undefined) {
  const client = useClient();
  const { key, answered } = useKey(firstKey);
  const underway = useRef(false);
  const [busy, setBusy] = useState(false);
  const send = async (values: RegisterValues) => {
    if (underway.current) return null;
    underway.current = true;
    setBusy(true);
    const variables = { key: key.current, input: registerInput(values) };
    const { data, error } = await client.mutation(RegisterCaseDocument, variables).toPromise();
    underway.current = false;
    setBusy(false);
    answered(error);
    const answer = data?.registerCase;
    if (answer?.case) return answer.case;
    if (answer?.refusal) return { problems: [problemOfRefusal(answer.refusal)] };
    return { problems: [{ field: "", message: error ? sentenceOf(error) : texts.failure.empty }] };
  };
  return { send, busy, key };
}
