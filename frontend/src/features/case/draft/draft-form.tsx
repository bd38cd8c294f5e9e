/** The letter's form: kept in this browser while typing, saved as a version on the server, sent for review. */
import { useNavigate } from "@tanstack/react-router";
import { Button, Form, Input } from "antd";
import { useState } from "react";
import { type Draft, useDraftStore } from "@/lib/drafts";
import { moment } from "@/lib/dates";
import { texts } from "@/lib/texts";
import { announce } from "@/ui/announce";
import { ErrorSummary } from "@/ui/error-summary";
import { useFormProblems } from "@/ui/use-form-problems";
import { type FullCase, replyOf, standingPromises } from "../model";
import type { Procedure } from "../steps/definition";
import { Conflict } from "./conflict";
import { type DraftValues, freshValues, valuesOf } from "./draft-values";
import { InsertPoints } from "./insert-points";
import { LetterFacts } from "./letter-facts";
import { PointsEditor } from "./points-editor";
import { useDraftSending } from "./use-draft-sending";

const words = texts.case.draft;
const FORM = "draft";

export interface KeptDraft {
  values: DraftValues;
  baseVersion: number | null;
}

interface Props {
  row: FullCase;
  assignmentId: string;
  procedure: Procedure;
  kept: Draft<KeptDraft> | null;
  place: string;
  reload: () => void;
}

export function DraftForm({ row, assignmentId, procedure, kept, place, reload }: Props) {
  const [form] = Form.useForm<DraftValues>();
  const navigate = useNavigate();
  const reply = replyOf(row, assignmentId);
  const unitId = row.assignments.find(({ id }) => id === assignmentId)?.unit.id ?? "";
  const store = useDraftStore<KeptDraft>(place);
  const [keptAt, setKeptAt] = useState(kept?.savedAt ?? null);
  const { problems, show, showFailed, clear, idOf } = useFormProblems(form, FORM);
  const initial = reply ? valuesOf(reply) : freshValues(row, procedure);
  const sending = useDraftSending({
    assignmentId,
    firstKey: kept?.key,
    firstBase: kept ? kept.values.baseVersion : (reply?.version ?? null),
    reload,
  });

  const keep = () => {
    const savedAt = Date.now();
    const values = { values: form.getFieldsValue(true) as DraftValues, baseVersion: sending.base() };
    store.keep({ key: sending.key(), values, savedAt });
    setKeptAt(savedAt);
  };
  const settled = () => {
    store.drop();
    setKeptAt(null);
  };
  const save = async (values: DraftValues, submit: boolean) => {
    clear();
    const outcome = await sending.save(values, submit);
    if (!outcome) return;
    if (outcome.saved) settled();
    if (outcome.problems.length > 0) return show(outcome.problems);
    announce(submit ? words.submitted : words.saved);
    if (submit) void navigate({ to: "/cases/$caseId", params: { caseId: row.id } });
  };
  const saveAndSubmit = () => {
    form.validateFields().then(
      (values) => save(values, true),
      (failed: { errorFields: { name: (string | number)[]; errors: string[] }[] }) =>
        showFailed(failed.errorFields),
    );
  };
  const saveMine = () => {
    if (!reply) return;
    sending.rebase(reply.version);
    void save(form.getFieldsValue(true) as DraftValues, false);
  };
  const takeTheirs = () => {
    if (!reply) return;
    clear();
    form.setFieldsValue(valuesOf(reply));
    sending.rebase(reply.version);
    settled();
  };

  return (
    <Form
      form={form}
      name={FORM}
      layout="vertical"
      initialValues={kept ? kept.values.values : initial}
      onValuesChange={keep}
    >
      <ErrorSummary problems={problems} idOf={idOf} />
      {sending.conflict && reply ? <Conflict reply={reply} onMine={saveMine} onTheirs={takeTheirs} /> : null}
      <LetterFacts procedure={procedure} />
      <Form.Item
        name="body"
        label={words.body}
        extra={words.bodyHint}
        rules={[{ required: true, whitespace: true, message: texts.form.need(words.body) }]}
      >
        <Input.TextArea rows={14} className="grow letter-input" maxLength={50_000} />
      </Form.Item>
      <InsertPoints onInserted={keep} />
      <PointsEditor procedure={procedure} earlier={standingPromises(row, unitId)} />
      <div className="form-foot">
        <Button
          loading={sending.busy}
          onClick={() => void save(form.getFieldsValue(true) as DraftValues, false)}
        >
          {words.save}
        </Button>
        <Button type="primary" loading={sending.busy} onClick={saveAndSubmit}>
          {words.saveAndSubmit}
        </Button>
        {keptAt ? (
          <>
            <span className="muted">{words.kept(moment(new Date(keptAt).toISOString()))}</span>
            <button type="button" className="link" onClick={() => discardTo(initial)}>
              {texts.form.discard}
            </button>
          </>
        ) : null}
      </div>
    </Form>
  );

  function discardTo(values: DraftValues) {
    form.setFieldsValue(values);
    sending.rebase(reply?.version ?? null);
    settled();
  }
}
