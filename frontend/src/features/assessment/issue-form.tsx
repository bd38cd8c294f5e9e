/** 发布办法: one of the schemes that come with the product, for a year. */
import { Button, Form, InputNumber, Select } from "antd";
import { useState } from "react";
import { useClient } from "urql";
import { AssessmentChoicesDocument, IssueAssessmentSchemeDocument } from "@/gql/graphql";
import { dayjs } from "@/lib/dates";
import { problemOfRefusal, sentenceOf } from "@/lib/failures";
import { useFresh } from "@/lib/fresh";
import { newKey } from "@/lib/idempotency";
import { texts } from "@/lib/texts";
import { ErrorSummary } from "@/ui/error-summary";
import { choiceState, Lacking } from "@/ui/states";
import { useFormProblems } from "@/ui/use-form-problems";

const words = texts.assessment.issueForm;
const FORM = "issue";

interface Values {
  template: string;
  year: number;
}

export function IssueForm({ onDone }: { onDone: () => void }) {
  const [form] = Form.useForm<Values>();
  const client = useClient();
  const [key] = useState(newKey);
  const [busy, setBusy] = useState(false);
  const choices = useFresh(AssessmentChoicesDocument, {});
  const { problems, show, showFailed, clear, idOf } = useFormProblems(form, FORM);
  const templates = choices.data?.assessmentTemplates ?? [];
  const submit = async (values: Values) => {
    clear();
    setBusy(true);
    const { data: answer, error } = await client
      .mutation(IssueAssessmentSchemeDocument, { key, ...values })
      .toPromise();
    setBusy(false);
    const refusal = answer?.issueAssessmentScheme.refusal;
    if (refusal) return show([problemOfRefusal(refusal)]);
    if (error) return show([{ field: "", message: sentenceOf(error) }]);
    onDone();
  };
  return (
    <Form
      form={form}
      name={FORM}
      layout="vertical"
      initialValues={{ year: dayjs().year() }}
      onFinish={submit}
      onFinishFailed={({ errorFields }) => showFailed(errorFields as never)}
    >
      <ErrorSummary problems={problems} idOf={idOf} />
      <p className="muted">{words.hint}</p>
      <Form.Item
        name="template"
        label={words.template}
        rules={[{ required: true, message: texts.form.need(words.template) }]}
      >
        <Select
          {...choiceState(choices)}
          options={templates.map(({ code, title }) => ({ value: code, label: title }))}
        />
      </Form.Item>
      <Lacking what={words.template} to={choices} />
      <Form.Item
        name="year"
        label={words.year}
        rules={[{ required: true, message: texts.form.need(words.year) }]}
      >
        <InputNumber min={2000} max={2100} precision={0} />
      </Form.Item>
      <Button type="primary" htmlType="submit" loading={busy}>
        {words.go}
      </Button>
    </Form>
  );
}
