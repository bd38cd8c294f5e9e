/** A new account: who, in which unit and section, in what role. */
import { Button, Form, Input } from "antd";
import { useState } from "react";
import { useClient } from "urql";
import { CreateAccountDocument, type Role } from "@/gql/graphql";
import { problemOfRefusal, sentenceOf } from "@/lib/failures";
import { useKey } from "@/lib/idempotency";
import { texts } from "@/lib/texts";
import { ErrorSummary } from "@/ui/error-summary";
import { useFormProblems } from "@/ui/use-form-problems";
import type { OneTime } from "./accounts-page";
import { PlaceFields } from "./place-fields";

const words = texts.accounts;
const FORM = "account";
const need = (label: string) => [{ required: true, message: texts.form.need(label) }];

interface Values {
  username: string;
  name: string;
  unitId: string;
  sectionId?: string;
  role: Role;
}

export function CreateAccount({ onDone }: { onDone: (made: OneTime) => void }) {
  const [form] = Form.useForm<Values>();
  const client = useClient();
  const { answered, keyOf } = useKey();
  const [busy, setBusy] = useState(false);
  const { problems, show, showFailed, clear, idOf } = useFormProblems(form, FORM);

  const submit = async (values: Values) => {
    clear();
    setBusy(true);
    const input = { ...values, sectionId: values.sectionId ?? null };
    const { data: answer, error } = await client
      .mutation(CreateAccountDocument, { key: keyOf(input), input })
      .toPromise();
    answered(error);
    setBusy(false);
    const made = answer?.createAccount;
    if (made?.refusal) return show([problemOfRefusal(made.refusal)]);
    if (error || !made)
      return show([{ field: "", message: error ? sentenceOf(error) : texts.failure.empty }]);
    if (!made.oneTimePassword) return show([{ field: "", message: words.toldBefore }]);
    onDone({ name: values.name, password: made.oneTimePassword });
  };
  return (
    <Form
      form={form}
      name={FORM}
      layout="vertical"
      onFinish={submit}
      onFinishFailed={({ errorFields }) => showFailed(errorFields as never)}
    >
      <ErrorSummary problems={problems} idOf={idOf} />
      <Form.Item name="username" label={words.username} rules={need(words.username)}>
        <Input autoComplete="off" maxLength={60} />
      </Form.Item>
      <Form.Item name="name" label={words.name} rules={need(words.name)}>
        <Input autoComplete="off" maxLength={60} />
      </Form.Item>
      <PlaceFields />
      <Button type="primary" htmlType="submit" loading={busy}>
        {words.create}
      </Button>
    </Form>
  );
}
