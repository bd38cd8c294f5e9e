/** Changing one's own password. */
import { Button, Form, Input } from "antd";
import { type ReactNode, useState } from "react";
import { useClient } from "urql";
import { ChangePasswordDocument } from "@/gql/graphql";
import { problemOfRefusal, sentenceOf } from "@/lib/failures";
import { texts } from "@/lib/texts";
import { ErrorSummary } from "@/ui/error-summary";
import { PageHead } from "@/ui/page";
import { SignOut } from "@/ui/sign-out";
import { useFormProblems } from "@/ui/use-form-problems";

const words = texts.password;
const FORM = "password";
const need = (label: string) => ({ required: true, message: texts.form.need(label) });

interface Values {
  oldPassword: string;
  newPassword: string;
  again: string;
}

/** Whoever signed in with a one-time password sees nothing else until it is changed, and may leave. */
export function FirstPasswordPage({ onDone, leave }: { onDone: () => void; leave: ReactNode }) {
  return (
    <>
      <p>{leave}</p>
      <p className="conflict" role="note">
        {words.oneTime}
      </p>
      <PasswordPage onDone={onDone} old={words.oneTimeOld} />
    </>
  );
}

const toOperator = () => window.location.assign("/operator");

/** An operator's, on the platform's host. */
export function OperatorPasswordPage() {
  return (
    <main className="entry" id="content">
      <FirstPasswordPage onDone={toOperator} leave={<SignOut onDone={toOperator} />} />
    </main>
  );
}

interface Props {
  onDone?: () => void;
  /** What the password to be replaced is called. */
  old?: string;
}

export function PasswordPage({ onDone, old = words.old }: Props) {
  const [form] = Form.useForm<Values>();
  const client = useClient();
  const [busy, setBusy] = useState(false);
  const [done, setDone] = useState(false);
  const { problems, show, showFailed, clear, idOf } = useFormProblems(form, FORM);

  const submit = async ({ oldPassword, newPassword }: Values) => {
    clear();
    setBusy(true);
    const { data, error } = await client
      .mutation(ChangePasswordDocument, { oldPassword, newPassword })
      .toPromise();
    setBusy(false);
    const answer = data?.changePassword;
    if (answer?.refusal) return show([problemOfRefusal(answer.refusal)]);
    if (error || !answer?.ok)
      return show([{ field: "", message: error ? sentenceOf(error) : texts.failure.empty }]);
    form.resetFields();
    setDone(true);
    onDone?.();
  };
  return (
    <div className="operator-sign-in">
      <PageHead title={words.title} />
      <p role="status">{done ? words.done : ""}</p>
      <Form
        form={form}
        name={FORM}
        layout="vertical"
        onValuesChange={() => setDone(false)}
        onFinish={submit}
        onFinishFailed={({ errorFields }) => showFailed(errorFields as never)}
      >
        <ErrorSummary problems={problems} idOf={idOf} />
        <Form.Item name="oldPassword" label={old} rules={[need(old)]}>
          <Input.Password autoComplete="current-password" />
        </Form.Item>
        <Form.Item name="newPassword" label={words.fresh} extra={words.rule} rules={[need(words.fresh)]}>
          <Input.Password autoComplete="new-password" />
        </Form.Item>
        <Form.Item
          name="again"
          label={words.again}
          dependencies={["newPassword"]}
          rules={[
            need(words.again),
            ({ getFieldValue }) => ({
              validator: (_, value) =>
                !value || value === getFieldValue("newPassword")
                  ? Promise.resolve()
                  : Promise.reject(new Error(words.differs)),
            }),
          ]}
        >
          <Input.Password autoComplete="new-password" />
        </Form.Item>
        <Button type="primary" htmlType="submit" loading={busy}>
          {words.save}
        </Button>
      </Form>
    </div>
  );
}
