/** Uploading a year's holidays: read, look through, preview, then one act that cannot be taken back. */
import { Button, Form, Input, Popconfirm } from "antd";
import { useState } from "react";
import { useClient } from "urql";
import { AnnounceHolidaysDocument, PreviewHolidayNoticeDocument } from "@/gql/graphql";
import { problemOfRefusal, sentenceOf } from "@/lib/failures";
import { newKey } from "@/lib/idempotency";
import { texts } from "@/lib/texts";
import { ErrorSummary } from "@/ui/error-summary";
import { useFormProblems } from "@/ui/use-form-problems";
import { HolidayRows } from "./holiday-rows";
import { NoticePreview, type Preview } from "./notice-preview";
import { NoticeSource } from "./notice-source";
import { inputOf, type NoticeValues, valuesOf } from "./notice-values";

const words = texts.calendar.operator;
const FORM = "notice";
const need = (label: string) => [{ required: true, message: texts.form.need(label) }];
const ONE_EMPTY: NoticeValues = { holidays: [{}] };

export function AnnounceForm({ onDone }: { onDone: (title: string, year: number) => void }) {
  const [form] = Form.useForm<NoticeValues>();
  const client = useClient();
  const [key, setKey] = useState(newKey);
  const [busy, setBusy] = useState(false);
  const [seen, setSeen] = useState<{ preview: Preview; of: string } | null>(null);
  const [now, setNow] = useState("");
  const { problems, show, showFailed, clear, idOf } = useFormProblems(form, FORM);
  const ready = seen !== null && seen.of === now;

  const look = async (values: NoticeValues) => {
    clear();
    setBusy(true);
    const input = inputOf(values);
    const { data, error } = await client
      .query(PreviewHolidayNoticeDocument, { input }, { requestPolicy: "network-only" })
      .toPromise();
    setBusy(false);
    const preview = data?.previewHolidayNotice;
    if (!preview || preview.refusal) {
      setSeen(null);
      const failed = { field: "", message: error ? sentenceOf(error) : texts.failure.empty };
      return show([preview?.refusal ? problemOfRefusal(preview.refusal) : failed]);
    }
    setNow(JSON.stringify(input));
    setSeen({ preview, of: JSON.stringify(input) });
  };
  const announce = async () => {
    clear();
    setBusy(true);
    const input = inputOf(form.getFieldsValue(true));
    const { data, error } = await client.mutation(AnnounceHolidaysDocument, { key, input }).toPromise();
    setBusy(false);
    const answer = data?.announceHolidays;
    if (!answer || answer.refusal) {
      if (answer?.refusal) setKey(newKey());
      const failed = { field: "", message: error ? sentenceOf(error) : texts.failure.empty };
      return show([answer?.refusal ? problemOfRefusal(answer.refusal) : failed]);
    }
    setKey(newKey());
    setSeen(null);
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
        onFinish={look}
        onFinishFailed={({ errorFields }) => showFailed(errorFields as never)}
      >
        <ErrorSummary problems={problems} idOf={idOf} />
        <NoticeSource
          yearGiven={() => Number(form.getFieldValue("year")) || null}
          onProblems={show}
          onRead={(draft) => {
            form.setFieldsValue(valuesOf(draft));
            setSeen(null);
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
      <NoticePreview preview={seen?.preview ?? null} stale={seen !== null && !ready} />
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
