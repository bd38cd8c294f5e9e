/** Merge: pick the case to go into, out of the similar ones or by searching. */
import { Form, Input, Radio } from "antd";
import { useState } from "react";
import { useQuery } from "urql";
import { MergeSearchDocument, MergeTargetsDocument } from "@/gql/graphql";
import { texts } from "@/lib/texts";
import { Waiting } from "@/ui/states";
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
  const [similar] = useQuery({
    query: MergeTargetsDocument,
    variables: { title: row.title, excludeId: row.id },
  });
  const [found] = useQuery({
    query: MergeSearchDocument,
    variables: { text: text.trim() },
    pause: text.trim().length < 2,
  });
  const searched = text.trim().length >= 2;
  const candidates: Candidate[] = searched
    ? (found.data?.cases.edges.map(({ node }) => node) ?? [])
    : (similar.data?.similarCases ?? []);
  const others = candidates.filter(({ id }) => id !== row.id);
  const waiting = searched ? found.fetching : similar.fetching;
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
      {waiting ? <Waiting /> : null}
      {!waiting && others.length === 0 ? <p className="muted">{words.none}</p> : null}
    </>
  );
}
