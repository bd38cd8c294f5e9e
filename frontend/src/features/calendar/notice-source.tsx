/** Where a notice comes from: its pasted text, or a file. What is read fills the form below. */
import { Button, Input } from "antd";
import { useState } from "react";
import { useClient } from "urql";
import { ReadHolidayNoticeDocument } from "@/gql/graphql";
import { problemOfRefusal, type Problem, sentenceOf } from "@/lib/failures";
import { texts } from "@/lib/texts";
import type { Draft } from "./notice-values";

const words = texts.calendar.operator;

interface Props {
  onRead: (draft: Draft) => void;
  onProblems: (problems: Problem[]) => void;
  yearGiven: () => number | null;
}

export function NoticeSource({ onRead, onProblems, yearGiven }: Props) {
  const client = useClient();
  const [content, setContent] = useState("");
  const [unread, setUnread] = useState<string[]>([]);
  const [busy, setBusy] = useState(false);

  const read = async (text: string) => {
    setBusy(true);
    onProblems([]);
    const { data, error } = await client
      .query(
        ReadHolidayNoticeDocument,
        { content: text, year: yearGiven() },
        { requestPolicy: "network-only" },
      )
      .toPromise();
    setBusy(false);
    const answer = data?.readHolidayNotice;
    setUnread(answer?.unread ?? []);
    if (answer?.draft) return onRead(answer.draft);
    const failed = { field: "", message: error ? sentenceOf(error) : texts.failure.empty };
    onProblems([answer?.refusal ? problemOfRefusal(answer.refusal) : failed]);
  };
  const choose = async (file: File | undefined) => {
    if (!file) return;
    const text = await file.text();
    setContent(text);
    await read(text);
  };
  return (
    <div className="notice-source">
      <label htmlFor="notice_text">{words.content}</label>
      <Input.TextArea
        id="notice_text"
        rows={7}
        value={content}
        onChange={(event) => setContent(event.target.value)}
        aria-describedby="notice_text_hint"
      />
      <p id="notice_text_hint" className="muted">
        {words.contentHint}
      </p>
      <p className="year-tools">
        <Button onClick={() => read(content)} loading={busy} disabled={!content.trim()}>
          {words.read}
        </Button>
        <label>
          {words.file}{" "}
          <input
            type="file"
            accept=".yaml,.yml,.csv,.txt,text/*"
            onChange={(event) => choose(event.target.files?.[0])}
          />
        </label>
      </p>
      {unread.length ? (
        <div className="conflict" role="note">
          {words.unread}
          <ul>
            {unread.map((said) => (
              <li key={said}>{said}</li>
            ))}
          </ul>
        </div>
      ) : null}
    </div>
  );
}
