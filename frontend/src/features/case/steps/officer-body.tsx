/** Assign the officer: a section of the unit, then one of its people. */
import { Form, Select } from "antd";
import { UnitStaffDocument } from "@/gql/graphql";
import { useFresh } from "@/lib/fresh";
import { texts } from "@/lib/texts";
import { Unanswered } from "@/ui/states";
import type { StepContext } from "./definition";

const words = texts.form.officer;

export function OfficerBody({ context: { row, step } }: { context: StepContext }) {
  const form = Form.useFormInstance();
  const sectionId: string | undefined = Form.useWatch("sectionId", form);
  const known = useFresh(UnitStaffDocument, {});
  const unitId = row.assignments.find(({ id }) => id === step.subjectId)?.unit.id;
  const unit = known.data?.units.find(({ id }) => id === unitId);
  if (!known.data) return <Unanswered to={known} />;
  const sections = unit?.sections.map(({ id, name }) => ({ value: id, label: name })) ?? [];
  const section = unit?.sections.find(({ id }) => id === sectionId);
  const staff = (unit?.staff ?? []).filter(({ sectionName }) => !section || sectionName === section.name);
  const officers = staff.map(({ id, name, roleLabel, sectionName }) => ({
    value: id,
    label: [name, sectionName, roleLabel].filter(Boolean).join("　"),
  }));
  return (
    <>
      {unit?.staff.length ? null : <p role="alert">{words.none}</p>}
      <Form.Item name="sectionId" label={words.section}>
        <Select allowClear options={sections} onChange={() => form.setFieldValue("officerId", undefined)} />
      </Form.Item>
      <Form.Item
        name="officerId"
        label={words.officer}
        rules={[{ required: true, message: texts.form.choose(words.officer) }]}
      >
        <Select showSearch={{ optionFilterProp: "label" }} options={officers} />
      </Form.Item>
    </>
  );
}
