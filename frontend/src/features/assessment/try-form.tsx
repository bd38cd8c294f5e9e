/** 试算: what the text as it stands would give the units; nothing of it is kept. */
import { Button, DatePicker, InputNumber, Select } from "antd";
import { useState } from "react";
import { useClient } from "urql";
import {
  type SubjectGroup,
  TryAssessmentSchemeDocument,
  type TryAssessmentSchemeMutation,
} from "@/gql/graphql";
import { dayjs } from "@/lib/dates";
import { sentenceOf } from "@/lib/failures";
import { texts } from "@/lib/texts";
import { PointsTable } from "./points-table";

const words = texts.assessment.editor;
const GROUPS: SubjectGroup[] = ["BUREAUS", "LOWER_GOVERNMENTS"];

type Trial = NonNullable<TryAssessmentSchemeMutation["tryAssessmentScheme"]["trial"]>;

export function TryForm({ text, full }: { text: string; full: string }) {
  const client = useClient();
  const [year, setYear] = useState(dayjs().year());
  const [cutOff, setCutOff] = useState(dayjs());
  const [group, setGroup] = useState<SubjectGroup>("BUREAUS");
  const [found, setFound] = useState<{ trial: Trial; of: string } | null>(null);
  const [problem, setProblem] = useState("");
  const [busy, setBusy] = useState(false);
  const go = async () => {
    setBusy(true);
    const asked = { text, year, cutOff: cutOff.format("YYYY-MM-DD"), group };
    const { data, error } = await client.mutation(TryAssessmentSchemeDocument, asked).toPromise();
    setBusy(false);
    const said = data?.tryAssessmentScheme;
    setFound(said?.trial ? { trial: said.trial, of: text } : null);
    setProblem(said?.refusal?.message ?? (error ? sentenceOf(error) : ""));
  };
  return (
    <section className="section" aria-labelledby="try-scheme">
      <h2 id="try-scheme">{words.tryTitle}</h2>
      <p className="muted">{words.tryHint}</p>
      <p className="scheme-beginnings">
        <span className="scheme-field">
          <label htmlFor="try-year">{texts.assessment.startForm.year}</label>
          <InputNumber
            id="try-year"
            min={2000}
            max={2100}
            precision={0}
            value={year}
            onChange={(value) => setYear(value ?? year)}
          />
        </span>
        <span className="scheme-field">
          <label htmlFor="try-cut-off">{texts.assessment.startForm.cutOff}</label>
          <DatePicker
            id="try-cut-off"
            value={cutOff}
            allowClear={false}
            disabledDate={(date) => date.isAfter(dayjs())}
            onChange={(value) => setCutOff(value ?? cutOff)}
          />
        </span>
        <span className="scheme-field">
          <label htmlFor="try-group">{texts.assessment.startForm.group}</label>
          <Select
            id="try-group"
            value={group}
            onChange={setGroup}
            popupMatchSelectWidth={false}
            options={GROUPS.map((one) => ({ value: one, label: texts.assessment.groups[one] }))}
          />
        </span>
        <Button loading={busy} onClick={go}>
          {words.tryGo}
        </Button>
      </p>
      {problem ? <p role="alert">{problem}</p> : null}
      {found && found.of !== text ? <p role="status">{words.tryOld}</p> : null}
      {found ? <Tried trial={found.trial} full={full} /> : null}
    </section>
  );
}

function Tried({ trial, full }: { trial: Trial; full: string }) {
  const columns = trial.scores.find(({ items }) => items.length)?.items ?? [];
  const lines = trial.scores.map((one) => ({ ...one, key: one.unit }));
  return <PointsTable caption={words.tried(trial.title)} full={full} columns={columns} lines={lines} />;
}
