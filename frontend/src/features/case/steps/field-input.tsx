/** One field of a step's form. */
import { Form, Input, Radio, Select } from "antd";
import { useRoleWords } from "@/lib/role-words";
import { texts } from "@/lib/texts";
import type { Field, StepContext, Values } from "./definition";
import { UnitSelect } from "./unit-select";

interface Props {
  field: Field;
  context: StepContext;
}

function isRequired(field: Field, values: Values, context: StepContext): boolean {
  return field.required === true || field.requiredWhen?.(values, context) === true;
}

export function FieldInput({ field, context }: Props) {
  const form = Form.useFormInstance();
  const values: Values = Form.useWatch([], form) ?? {};
  const inWords = useRoleWords();
  const required = isRequired(field, values, context);
  const hint = field.hintOf?.(context) ?? field.hint;
  const label = inWords(field.labelOf?.(context) ?? field.label);
  const chosen = field.kind === "choice" || field.kind === "radio" || field.kind === "unit";
  const message = chosen ? texts.form.choose(label) : texts.form.need(label);
  return (
    <Form.Item
      name={field.name}
      label={required ? label : `${label}${texts.form.optional}`}
      extra={hint ? inWords(hint) : undefined}
      required={required}
      rules={[{ required, whitespace: !chosen, message }]}
    >
      {inputOf(field, context)}
    </Form.Item>
  );
}

function inputOf(field: Field, context: StepContext) {
  const choices = field.choices?.(context) ?? [];
  switch (field.kind) {
    case "area":
      return <Input.TextArea rows={3} className="grow" maxLength={field.max ?? 5000} />;
    case "day":
      return <Input type="date" />;
    case "choice":
      return <Select options={choices} allowClear={!field.required} />;
    case "radio":
      return <Radio.Group options={choices} />;
    case "unit":
      return <UnitSelect />;
    default:
      return <Input maxLength={field.max ?? 300} />;
  }
}
