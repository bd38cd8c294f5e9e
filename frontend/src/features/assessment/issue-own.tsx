/** 发布: the text as it stands becomes the year's next version, with what it rests on. */
import { useNavigate } from "@tanstack/react-router";
import { Input, InputNumber, Modal } from "antd";
import { useState } from "react";
import { useClient } from "urql";
import { IssueWrittenSchemeDocument } from "@/gql/graphql";
import { dayjs } from "@/lib/dates";
import { sentenceOf } from "@/lib/failures";
import { useKey } from "@/lib/idempotency";
import { texts } from "@/lib/texts";

const words = texts.assessment.editor;

export function IssueOwn({ open, text, onClose }: { open: boolean; text: string; onClose: () => void }) {
  const client = useClient();
  const navigate = useNavigate();
  const { key, answered } = useKey();
  const [year, setYear] = useState(dayjs().year());
  const [note, setNote] = useState("");
  const [problem, setProblem] = useState("");
  const [busy, setBusy] = useState(false);
  const go = async () => {
    setBusy(true);
    const { data, error } = await client
      .mutation(IssueWrittenSchemeDocument, { key: key.current, text, year, note })
      .toPromise();
    answered(error);
    setBusy(false);
    const made = data?.issueAssessmentScheme;
    if (made?.scheme) {
      await navigate({ to: "/assessment/schemes/$schemeId", params: { schemeId: made.scheme.id } });
      return;
    }
    setProblem(made?.refusal?.message ?? (error ? sentenceOf(error) : texts.failure.empty));
  };
  return (
    <Modal
      open={open}
      title={words.issue}
      okText={words.issueGo}
      confirmLoading={busy}
      onOk={go}
      onCancel={onClose}
    >
      <p className="muted">{texts.assessment.issueForm.hint}</p>
      {problem ? (
        <p className="error-summary" role="alert">
          {problem}
        </p>
      ) : null}
      <p>
        <span className="scheme-field">
          <label htmlFor="issue-year">{texts.assessment.issueForm.year}</label>
          <InputNumber
            id="issue-year"
            min={2000}
            max={2100}
            precision={0}
            value={year}
            onChange={(value) => setYear(value ?? year)}
          />
        </span>
      </p>
      <span className="scheme-field">
        <label htmlFor="issue-basis">{words.basis}</label>
        <Input.TextArea
          id="issue-basis"
          value={note}
          maxLength={400}
          rows={2}
          onChange={(event) => setNote(event.target.value)}
        />
      </span>
    </Modal>
  );
}
