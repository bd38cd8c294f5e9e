/** How a promise of this letter relates to those of the unit's earlier answers that still stand. */
import { Form, Select } from "antd";
import { day } from "@/lib/dates";
import { texts } from "@/lib/texts";
import type { Commitment } from "../model";

const words = texts.case.draft;

interface Props {
  index: number;
  earlier: Commitment[];
}

/** A promise that is continued is taken over as the ledger has it. */
export function PromiseRelation({ index, earlier }: Props) {
  const form = Form.useFormInstance();
  const promise: string | undefined = Form.useWatch(["points", index, "promise"], form);
  if (earlier.length === 0) return null;
  const named = (how: (of: string) => string, code: string) =>
    earlier.map((one) => ({
      value: `${code}:${one.id}`,
      label: how(words.promiseOf(one.content, day(one.promisedOn))),
    }));
  const takeOver = (value: string | undefined) => {
    const [how, id] = value?.split(":") ?? [];
    const kept = how === "CONTINUED" ? earlier.find((one) => one.id === id) : undefined;
    if (!kept) return;
    form.setFieldValue(["points", index, "promise"], kept.content);
    form.setFieldValue(["points", index, "promisedOn"], kept.promisedOn);
  };
  const message = words.ofPoint(index + 1, texts.form.choose(words.relation));
  return (
    <Form.Item
      name={[index, "relation"]}
      label={words.relation}
      extra={words.relationHint}
      rules={[{ required: Boolean(promise?.trim()), message }]}
    >
      <Select
        allowClear
        onChange={takeOver}
        options={[
          { value: "NEW", label: words.promiseNew },
          ...named(words.promiseContinued, "CONTINUED"),
          ...named(words.promiseReplaced, "REPLACED"),
        ]}
      />
    </Form.Item>
  );
}
