/** The office's second review: a verdict on every item of the rule pack's checklist. */
import { Button, Form, Input, Radio } from "antd";
import type { VerdictInput } from "@/gql/graphql";
import { texts } from "@/lib/texts";
import type { StepContext, Values } from "./definition";

const words = texts.form.review;

interface Verdict {
  passed?: boolean;
  note?: string;
}

/** The item of a checklist that asks about the opinions of co-handlers. */
const OF_CO_HANDLERS = "CO_OPINIONS";
const GONE = ["RETURNED", "RECALLED", "CANCELLED"];

/** What is to be judged: nothing about co-handlers where there is none; those of a case from above are the sender's. Pure. */
export function itemsOf({ procedure, row }: StepContext) {
  const helped =
    row.origin !== "OWN" || row.assignments.some(({ role, state }) => role === "CO" && !GONE.includes(state));
  return procedure.checklist.filter(({ code }) => helped || code !== OF_CO_HANDLERS);
}

/** The verdicts in the checklist's order. Pure. */
export function verdictsOf(values: Values, context: StepContext): VerdictInput[] {
  const verdicts = (values.verdicts ?? {}) as Record<string, Verdict | undefined>;
  return itemsOf(context).map(({ code }) => ({
    code,
    passed: verdicts[code]?.passed === true,
    note: verdicts[code]?.note?.trim() || null,
  }));
}

export function ChecklistBody({ context }: { context: StepContext }) {
  const items = itemsOf(context);
  const form = Form.useFormInstance();
  const passAll = () => {
    for (const { code } of items) form.setFieldValue(["verdicts", code, "passed"], true);
  };
  return (
    <table className="checklist">
      <caption className="sr-only">{words.checklist}</caption>
      <thead>
        <tr>
          <th scope="col">
            {words.checklist} <Button onClick={passAll}>{words.allPass}</Button>
          </th>
          <th scope="col">{`${words.pass} / ${words.fail}`}</th>
          <th scope="col">{words.note}</th>
        </tr>
      </thead>
      <tbody>
        {items.map(({ code, label }) => (
          <tr key={code}>
            <th scope="row">{label}</th>
            <td>
              <Form.Item
                noStyle
                name={["verdicts", code, "passed"]}
                rules={[{ required: true, message: words.judge(label) }]}
              >
                <Radio.Group
                  aria-label={label}
                  options={[
                    { value: true, label: words.pass },
                    { value: false, label: words.fail },
                  ]}
                />
              </Form.Item>
            </td>
            <td>
              <Form.Item noStyle name={["verdicts", code, "note"]}>
                <Input aria-label={`${label}：${words.note}`} maxLength={500} />
              </Form.Item>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
