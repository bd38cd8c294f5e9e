/** Uploading a year's holidays: read, look through, preview, then one act that cannot be taken back. */
import { Button, Form, Input, Popconfirm } from "antd";
import { useState } from "react";
import { useClient } from "urql";
import { AnnounceHolidaysDocument } from "@/gql/graphql";
import { problemOfRefusal, sentenceOf } from "@/lib/failures";
import { useKey } from "@/lib/idempotency";
import { texts } from "@/lib/texts";
import { ErrorSummary } from "@/ui/error-summary";
import { useFormProblems } from "@/ui/use-form-problems";
import { HolidayRows } from "./holiday-rows";
import { NoticePreview } from "./notice-preview";
import { NoticeSource } from "./notice-source";
import { inputOf, type NoticeValues, valuesOf } from "./notice-values";
import { usePreview } from "./use-preview";

const words = texts.calendar.operator;
const FORM = "notice";
const need = (label: string) => [{ required: true, message: texts.form.need(label) }];
const ONE_EMPTY: NoticeValues = { holidays: [{}] };

export function AnnounceForm({ onDone }: { onDone: (title: string, year: number) => void }) {
  const [form] = Form.useForm<NoticeValues>();
  const client = useClient();
  const { key, answered } = useKey();
  const [busy, setBusy] = useState(false);
  const [now, setNow] = useState("");
  const { problems, show, showFailed, clear, idOf } = useFormProblems(form, FORM);
  const { seen, look, tryOut, forget } = usePreview(show);
  const ready = seen !== null && JSON.stringify(seen.input) === now;

  const submit = async (values: NoticeValues) => {
    clear();
    setBusy(true);
    const input = inputOf(values);
    setNow(JSON.stringify(input));
    await look(input);
    setBusy(false);
  };
  const announce = async () => {
    clear();
    setBusy(true);
    const input = inputOf(form.getFieldsValue(true));
    const { data, error } = await client
      .mutation(AnnounceHolidaysDocument, { key: key.current, input })
      .toPromise();
    answered(error);
    setBusy(false);
    const answer = data?.announceHolidays;
    if (!answer || answer.refusal) {
      const failed = { field: "", message: error ? sentenceOf(error) : texts.failure.empty };
      return show([answer?.refusal ? problemOfRefusal(answer.refusal) : failed]);
    }
    forget();
    form.resetFields();
    onDone(answer.notice?.title ?? "", input.year);
  };
  return (
    <div className="announce-columns">
      <Form
        form={form}
        name={FORM}
        layout="vertical"
        initialValues={ONE_EMPTY}
        onValuesChange={() => setNow(JSON.stringify(inputOf(form.getFieldsValue(true))))}
        onFinish={submit}
        onFinishFailed={({ errorFields }) => showFailed(errorFields as never)}
      >
        <ErrorSummary problems={problems} idOf={idOf} />
        <NoticeSource
          yearGiven={() => Number(form.getFieldValue("year")) || null}
          onProblems={show}
          onRead={(draft) => {
            form.setFieldsValue(valuesOf(draft));
            forget();
          }}
        />
        <Facts />
        <HolidayRows />
        <Form.Item name="reason" label={words.reason} extra={words.reasonHint}>
          <Input.TextArea rows={2} maxLength={500} />
        </Form.Item>
        <div className="year-tools">
          <Button htmlType="submit" loading={busy}>
            {words.preview}
          </Button>
          <Popconfirm
            title={words.sure(Number(form.getFieldValue("year")))}
            onConfirm={announce}
            disabled={!ready}
          >
            <Button type="primary" disabled={!ready} loading={busy}>
              {words.announce}
            </Button>
          </Popconfirm>
        </div>
      </Form>
      <NoticePreview preview={seen?.preview ?? null} stale={seen !== null && !ready} onTry={tryOut} />
    </div>
  );
}

function Facts() {
  return (
    <>
      <Form.Item name="title" label={words.documentTitle} rules={need(words.documentTitle)}>
        <Input maxLength={120} />
      </Form.Item>
      <div className="form-row">
        <Form.Item name="year" label={words.year} rules={need(words.year)}>
          <Input inputMode="numeric" maxLength={4} />
        </Form.Item>
        <Form.Item name="number" label={words.number}>
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item name="issuedOn" label={words.issuedOn}>
          <Input type="date" />
        </Form.Item>
      </div>
    </>
  );
}
