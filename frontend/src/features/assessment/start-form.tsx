/** 开始试算: by which scheme, whom, up to which day. */
import { useNavigate } from "@tanstack/react-router";
import { Button, DatePicker, Form, InputNumber, Select } from "antd";
import type { Dayjs } from "dayjs";
import { useState } from "react";
import { useClient } from "urql";
import { AssessmentChoicesDocument, StartAssessmentDocument, type SubjectGroup } from "@/gql/graphql";
import { dayjs } from "@/lib/dates";
import { problemOfRefusal, sentenceOf } from "@/lib/failures";
import { useFresh } from "@/lib/fresh";
import { useKey } from "@/lib/idempotency";
import { texts } from "@/lib/texts";
import { ErrorSummary } from "@/ui/error-summary";
import { choiceState, Lacking } from "@/ui/states";
import { useFormProblems } from "@/ui/use-form-problems";

const words = texts.assessment.startForm;
const FORM = "start";
const need = (label: string) => [{ required: true, message: texts.form.need(label) }];

interface Values {
  schemeId: string;
  group: SubjectGroup;
  year: number;
  cutOff: Dayjs;
}

export function StartForm({ onDone }: { onDone: () => void }) {
  const [form] = Form.useForm<Values>();
  const client = useClient();
  const navigate = useNavigate();
  const { key, answered } = useKey();
  const [busy, setBusy] = useState(false);
  const choices = useFresh(AssessmentChoicesDocument, {});
  const { problems, show, showFailed, clear, idOf } = useFormProblems(form, FORM);
  const schemeId = Form.useWatch("schemeId", form);
  const schemes = choices.data?.assessmentSchemes ?? [];
  const groups = schemes.find(({ id }) => id === schemeId)?.groups ?? [];
  const choose = (id: string) => {
    const scheme = schemes.find((one) => one.id === id);
    if (scheme) form.setFieldsValue({ year: scheme.year, group: scheme.groups[0] });
  };
  const submit = async (values: Values) => {
    clear();
    setBusy(true);
    const cutOff = values.cutOff.format("YYYY-MM-DD");
    const { data: answer, error } = await client
      .mutation(StartAssessmentDocument, { key: key.current, ...values, cutOff })
      .toPromise();
    answered(error);
    setBusy(false);
    const made = answer?.startAssessment;
    if (made?.refusal) return show([problemOfRefusal(made.refusal)]);
    if (error || !made?.run)
      return show([{ field: "", message: error ? sentenceOf(error) : texts.failure.empty }]);
    onDone();
    await navigate({ to: "/assessment/$runId", params: { runId: made.run.id } });
  };
  return (
    <Form
      form={form}
      name={FORM}
      layout="vertical"
      initialValues={{ cutOff: dayjs() }}
      onFinish={submit}
      onFinishFailed={({ errorFields }) => showFailed(errorFields as never)}
    >
      <ErrorSummary problems={problems} idOf={idOf} />
      <p className="muted">{words.hint}</p>
      <Form.Item name="schemeId" label={words.scheme} rules={need(words.scheme)}>
        <Select
          {...choiceState(choices)}
          onChange={choose}
          options={schemes.map(({ id, title, year, version }) => ({
            value: id,
            label: words.version(title, year, version),
          }))}
        />
      </Form.Item>
      <Lacking what={words.scheme} to={choices} />
      <Form.Item name="group" label={words.group} rules={need(words.group)}>
        <Select options={groups.map((one) => ({ value: one, label: texts.assessment.groups[one] }))} />
      </Form.Item>
      <Form.Item name="year" label={words.year} rules={need(words.year)}>
        <InputNumber min={2000} max={2100} precision={0} />
      </Form.Item>
      <Form.Item name="cutOff" label={words.cutOff} rules={need(words.cutOff)}>
        <DatePicker disabledDate={(date) => date.isAfter(dayjs())} />
      </Form.Item>
      <Button type="primary" htmlType="submit" loading={busy}>
        {words.go}
      </Button>
    </Form>
  );
}
