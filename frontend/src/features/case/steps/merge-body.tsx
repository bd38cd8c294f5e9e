/** Merge: pick the case to go into, out of the similar ones or by searching. */
import { Form, Input, Radio } from "antd";
import { useState } from "react";
import { MergeSearchDocument, MergeTargetsDocument } from "@/gql/graphql";
import { useFresh } from "@/lib/fresh";
import { texts } from "@/lib/texts";
import { Lacking, Waiting } from "@/ui/states";
import { numberOf } from "../model";
import type { StepContext } from "./definition";

const words = texts.form.merge;

interface Candidate {
  id: string;
  caseNo: string | null;
  registrationNo: string;
  title: string;
  stateLabel: string;
  leadProposerName: string;
  likeness?: number | null;
}

export function MergeBody({ context: { row } }: { context: StepContext }) {
  const [text, setText] = useState("");
  const searched = text.trim().length >= 2;
  const similar = useFresh(MergeTargetsDocument, { title: row.title, excludeId: row.id });
  const found = useFresh(MergeSearchDocument, { text: text.trim() }, { pause: !searched });
  const candidates: Candidate[] = searched
    ? (found.data?.cases.edges.map(({ node }) => node) ?? [])
    : (similar.data?.similarCases ?? []);
  const others = candidates.filter(({ id }) => id !== row.id);
  const { asking, error } = searched ? found : similar;
  return (
    <>
      <Form.Item label={words.search} htmlFor="merge-search">
        <Input
          id="merge-search"
          value={text}
          maxLength={100}
          onChange={(event) => setText(event.target.value)}
        />
      </Form.Item>
      <Form.Item
        name="intoId"
        label={words.into}
        rules={[{ required: true, message: texts.form.choose(words.into) }]}
      >
        <Radio.Group>
          {others.map((each) => (
            <Radio key={each.id} value={each.id} className="radio-line">
              {numberOf(each)}　{each.title}　{each.leadProposerName}（{each.stateLabel}）
              {each.likeness == null ? "" : `　${texts.form.register.likeness(each.likeness)}`}
            </Radio>
          ))}
        </Radio.Group>
      </Form.Item>
      {error ? <Lacking what={texts.failure.names.cases} to={searched ? found : similar} /> : null}
      {asking && !error ? <Waiting /> : null}
      {!asking && !error && others.length === 0 ? <p className="muted">{words.none}</p> : null}
    </>
  );
}
