/** 编制考核办法: its text on the left, what is wrong with it or what it says on the right; then try it and issue it. */
import { Link } from "@tanstack/react-router";
import { Button, Input, Select } from "antd";
import { useEffect, useState } from "react";
import { AssessmentSchemeCheckDocument, AssessmentStartDocument } from "@/gql/graphql";
import { useFresh } from "@/lib/fresh";
import { texts } from "@/lib/texts";
import { PageHead } from "@/ui/page";
import { choiceState, Failed, Lacking } from "@/ui/states";
import { IssueOwn } from "./issue-own";
import { SchemeItems } from "./scheme-items";
import { TryForm } from "./try-form";

const words = texts.assessment.editor;
const PAUSE = 500; // milliseconds after the last key

export function SchemeEditor() {
  const [text, setText] = useState("");
  const settled = useSettled(text);
  const [issuing, setIssuing] = useState(false);
  const check = useFresh(
    AssessmentSchemeCheckDocument,
    { text: settled },
    { pause: settled.trim() === "", policy: "network-only" },
  );
  const settledOn = settled === text && text.trim() !== "" && !check.asking;
  const current = settledOn ? check.data?.assessmentSchemeCheck : undefined;
  const fine = current !== undefined && current.problems.length === 0;
  return (
    <>
      <PageHead
        title={words.title}
        note={<span className="muted">{words.note}</span>}
        tools={
          <>
            <Link to="/assessment/schemes">{texts.assessment.schemes.back}</Link>
            <Button type="primary" disabled={!fine} onClick={() => setIssuing(true)}>
              {words.issue}
            </Button>
          </>
        }
      />
      <Beginnings onText={setText} />
      <div className="scheme-edit">
        <span className="scheme-field">
          <label htmlFor="scheme-text">{words.text}</label>
          <Input.TextArea
            id="scheme-text"
            className="scheme-text"
            value={text}
            onChange={(event) => setText(event.target.value)}
            rows={26}
            spellCheck={false}
          />
        </span>
        <aside>
          <p role="status">
            <strong>{check.error ? words.unchecked : statusOf(text, current)}</strong>
          </p>
          {check.error ? <Failed error={check.error} retry={check.again} /> : null}
          {current?.problems.length ? (
            <ul>
              {current.problems.map(({ path, place, message }) => (
                <li key={`${path}:${message}`} className="pack-problem">
                  {place ? `${place}：` : ""}
                  {message}
                </li>
              ))}
            </ul>
          ) : null}
          {fine ? <SchemeItems items={current.items} /> : null}
        </aside>
      </div>
      {fine ? <TryForm text={text} full={current.full ?? ""} /> : null}
      <IssueOwn open={issuing} text={text} onClose={() => setIssuing(false)} />
    </>
  );
}

function statusOf(text: string, current: { problems: unknown[] } | undefined): string {
  if (text.trim() === "") return words.empty;
  if (!current) return words.checking;
  return current.problems.length ? words.problems(current.problems.length) : words.fine;
}

/** The text once nobody has typed for a moment. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), PAUSE);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}

function Beginnings({ onText }: { onText: (text: string) => void }) {
  const start = useFresh(AssessmentStartDocument, {});
  const { data } = start;
  const shipped = (data?.assessmentTemplates ?? []).map(({ code, title, text }) => ({
    value: `shipped:${code}`,
    label: words.shipped(title),
    text,
  }));
  const issued = (data?.assessmentSchemes ?? []).map(({ id, title, year, version, text }) => ({
    value: `version:${id}`,
    label: texts.assessment.startForm.version(title, year, version),
    text,
  }));
  const all = [...issued, ...shipped];
  const read = async (file: File | undefined) => {
    if (file) onText(await file.text());
  };
  return (
    <div className="scheme-beginnings">
      <span className="scheme-field">
        <label htmlFor="scheme-begin">{words.begin}</label>
        <Select
          id="scheme-begin"
          placeholder={words.choose}
          options={all.map(({ value, label }) => ({ value, label }))}
          onChange={(chosen: string) => onText(all.find(({ value }) => value === chosen)?.text ?? "")}
          popupMatchSelectWidth={false}
          {...choiceState(start)}
        />
        <Lacking what={words.begin} to={start} />
      </span>
      <label>
        {words.file}
        <input
          type="file"
          accept=".yaml,.yml,.json,text/yaml,application/json"
          onChange={(event) => void read(event.target.files?.[0])}
        />
      </label>
    </div>
  );
}
