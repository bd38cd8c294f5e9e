/** One field of a step's form. */
import { Form, Input, Radio, Select } from "antd";
import { texts } from "@/lib/texts";
import type { Field, StepContext, Values } from "./definition";
import { UnitSelect } from "./unit-select";

interface Props {
  field: Field;
  context: StepContext;
}

function isRequired(field: Field, values: Values): boolean {
  return field.required === true || field.requiredWhen?.(values) === true;
}

export function FieldInput({ field, context }: Props) {
  const form = Form.useFormInstance();
  const values: Values = Form.useWatch([], form) ?? {};
  const required = isRequired(field, values);
  const chosen = field.kind === "choice" || field.kind === "radio" || field.kind === "unit";
  const message = chosen ? texts.form.choose(field.label) : texts.form.need(field.label);
  return (
    <Form.Item
      name={field.name}
      label={required ? field.label : `${field.label}${texts.form.optional}`}
      extra={field.hint}
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
