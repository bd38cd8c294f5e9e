/** Unit, section and role of a post: the same for a new account and for a further post. */
import { Form, Select } from "antd";
import { AccountUnitsDocument } from "@/gql/graphql";
import { useFresh } from "@/lib/fresh";
import { texts } from "@/lib/texts";
import { choiceState, Lacking } from "@/ui/states";

const words = texts.accounts;
const need = (label: string) => [{ required: true, message: texts.form.choose(label) }];

export function PlaceFields() {
  const form = Form.useFormInstance();
  const known = useFresh(AccountUnitsDocument, {});
  const { data } = known;
  const unitId = Form.useWatch("unitId", form);
  const unit = data?.units.find(({ id }) => id === unitId);
  const sections = unit?.sections ?? [];
  const roles = unit?.roles.map((value) => ({ value, label: texts.roles[value] })) ?? [];
  return (
    <>
      <Form.Item name="unitId" label={words.unit} rules={need(words.unit)}>
        <Select
          {...choiceState(known)}
          showSearch={{ optionFilterProp: "label" }}
          options={data?.units.map(({ id, name }) => ({ value: id, label: name })) ?? []}
          onChange={() => form.resetFields(["sectionId", "role"])}
        />
      </Form.Item>
      <Lacking what={words.unit} to={known} />
      <Form.Item name="sectionId" label={words.section + texts.form.optional}>
        <Select allowClear options={sections.map(({ id, name }) => ({ value: id, label: name }))} />
      </Form.Item>
      <Form.Item name="role" label={words.role} rules={need(words.role)}>
        <Select options={roles} disabled={!unit} />
      </Form.Item>
    </>
  );
}
