/** Name and password; in demo mode a seat named in the address signs in by itself. */
import { Button, Form, Input } from "antd";
import { useCallback, useEffect, useRef, useState } from "react";
import { useClient } from "urql";
import { DemoDocument, SignInDocument, type ViewerFactsFragment } from "@/gql/graphql";
import { boot } from "@/lib/boot";
import { problemOfRefusal, sentenceOf } from "@/lib/failures";
import { useFresh } from "@/lib/fresh";
import { texts } from "@/lib/texts";
import { ErrorSummary } from "@/ui/error-summary";
import { Lacking } from "@/ui/states";
import { useFormProblems } from "@/ui/use-form-problems";

interface Values {
  username: string;
  password: string;
}

interface Props {
  seat: string | undefined;
  onDone: (viewer: ViewerFactsFragment) => void;
}

const FORM = "sign-in";

export function SignInForm({ seat, onDone }: Props) {
  const [form] = Form.useForm<Values>();
  const client = useClient();
  const [busy, setBusy] = useState(false);
  const { problems, show, showFailed, clear, idOf } = useFormProblems(form, FORM);

  const send = useCallback(
    async (values: Values) => {
      setBusy(true);
      clear();
      const { data, error } = await client.mutation(SignInDocument, values).toPromise();
      setBusy(false);
      const answer = data?.signIn;
      if (error) show([{ field: "", message: sentenceOf(error) }]);
      else if (answer?.refusal) show([problemOfRefusal(answer.refusal)]);
      else if (answer?.viewer) onDone(answer.viewer);
    },
    [client, clear, show, onDone],
  );
  const demo = useDemoSeat(seat, (values) => {
    form.setFieldsValue(values);
    void send(values);
  });

  return (
    <Form
      form={form}
      name={FORM}
      layout="vertical"
      requiredMark={false}
      initialValues={{ username: seat ?? "", password: "" }}
      onFinish={send}
      onFinishFailed={({ errorFields }) => showFailed(errorFields as never)}
    >
      <ErrorSummary problems={problems} idOf={idOf} />
      <Lacking what={texts.failure.names.demo} to={demo} />
      <Form.Item
        name="username"
        label={texts.signIn.username}
        rules={[{ required: true, message: texts.signIn.needName }]}
      >
        <Input autoComplete="username" autoFocus={!seat} maxLength={150} />
      </Form.Item>
      <Form.Item
        name="password"
        label={texts.signIn.password}
        rules={[{ required: true, message: texts.signIn.needPassword }]}
      >
        <Input.Password autoComplete="current-password" maxLength={128} />
      </Form.Item>
      <Button type="primary" htmlType="submit" loading={busy} block>
        {texts.signIn.go}
      </Button>
    </Form>
  );
}

/** Signs a demo seat in once; outside demo mode the address only fills in the name. */
function useDemoSeat(seat: string | undefined, signIn: (values: Values) => void) {
  const answer = useFresh(DemoDocument, {}, { pause: !seat || !boot.demo });
  const { data } = answer;
  const done = useRef(false);
  const password = data?.demo.enabled ? data.demo.password : "";
  useEffect(() => {
    if (!seat || !password || done.current) return;
    done.current = true;
    signIn({ username: seat, password });
  });
  return answer;
}
