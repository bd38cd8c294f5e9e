/** 发布施行: the day, the basis, what becomes of running cases, with the days that would move. */
import { useNavigate } from "@tanstack/react-router";
import { Button, Modal } from "antd";
import { useState } from "react";
import { useClient } from "urql";
import { IssuePackDocument } from "@/gql/graphql";
import { today } from "@/lib/dates";
import { type Problem, problemOfRefusal, sentenceOf } from "@/lib/failures";
import { newKey } from "@/lib/idempotency";
import { texts } from "@/lib/texts";
import { ErrorSummary } from "@/ui/error-summary";
import { useFocusBack } from "@/ui/use-focus-back";
import { MovedDays } from "./moved-days";
import type { Body } from "./values";

const words = texts.rules.issue;

interface Props {
  draftId: string;
  revision: number;
  body: Body;
  onClose: () => void;
}

export function IssueDialog({ draftId, revision, body, onClose }: Props) {
  useFocusBack();
  const client = useClient();
  const navigate = useNavigate();
  const [key] = useState(newKey);
  const [wish, setWish] = useState({
    effectiveOn: today(),
    note: "",
    runningGoOver: false,
    replace: false,
  });
  const [busy, setBusy] = useState(false);
  const [problems, setProblems] = useState<Problem[]>([]);
  const submit = async () => {
    setBusy(true);
    setProblems([]);
    const { data, error } = await client
      .mutation(IssuePackDocument, { key, draftId, revision, ...wish })
      .toPromise();
    setBusy(false);
    const made = data?.issuePack;
    if (made?.pack)
      return navigate({ to: "/rules/$source/$packId", params: { source: "version", packId: made.pack.id } });
    if (made?.refusal) return setProblems([problemOfRefusal(made.refusal)]);
    setProblems([{ field: "", message: error ? sentenceOf(error) : texts.failure.empty }]);
  };
  return (
    <Modal open title={words.title} footer={null} width={760} onCancel={onClose}>
      <form
        className="pack-form"
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <ErrorSummary problems={problems} idOf={(field) => `issue_${field}`} />
        <p className="muted">{words.sure}</p>
        <p>
          <label htmlFor="issue_effectiveOn">{words.day}</label>
          <input
            id="issue_effectiveOn"
            type="date"
            required
            min={today()}
            value={wish.effectiveOn}
            onChange={(event) => setWish({ ...wish, effectiveOn: event.target.value })}
          />
        </p>
        <p>
          <label htmlFor="issue_note">{words.basis}</label>
          <input
            id="issue_note"
            required
            maxLength={400}
            placeholder={words.basisHint}
            value={wish.note}
            onChange={(event) => setWish({ ...wish, note: event.target.value })}
          />
        </p>
        <fieldset>
          <legend>{words.running}</legend>
          {[false, true].map((over) => (
            <label key={String(over)} className="pack-form-choice">
              <input
                type="radio"
                name="running"
                checked={wish.runningGoOver === over}
                onChange={() => setWish({ ...wish, runningGoOver: over })}
              />{" "}
              {over ? words.over : words.keep}
            </label>
          ))}
        </fieldset>
        <MovedDays body={body} over={wish.runningGoOver} />
        {wish.replace || problems.some(({ field }) => field === "replace") ? (
          <p>
            <label>
              <input
                id="issue_replace"
                type="checkbox"
                checked={wish.replace}
                onChange={(event) => setWish({ ...wish, replace: event.target.checked })}
              />{" "}
              {words.replace}
            </label>
          </p>
        ) : null}
        <Button type="primary" htmlType="submit" loading={busy}>
          {words.go}
        </Button>
      </form>
    </Modal>
  );
}
