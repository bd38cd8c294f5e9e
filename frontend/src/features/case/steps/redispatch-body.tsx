/** Redispatch: units to add to those still at work, each with its role; together they must form a dispatch. */
import { Button, Form, Input, Select } from "antd";
import { useRoleWords } from "@/lib/role-words";
import { texts } from "@/lib/texts";
import { wantsOpinion } from "../model";
import type { StepContext } from "./definition";
import { DispatchDates } from "./dispatch-dates";
import { UnitSelect } from "./unit-select";

const words = texts.form.dispatch;
const need = (label: string) => [{ required: true, message: texts.form.choose(label) }];

export function RedispatchBody({ context }: { context: StepContext }) {
  const { unitRoles } = context.procedure;
  const fitting = wantsOpinion(context.row) ? unitRoles.filter(({ code }) => code === "CO") : unitRoles;
  const roles = fitting.map(({ code, label }) => ({ value: code, label }));
  return (
    <>
      <p className="muted">{words.redispatchHint}</p>
      <Form.List name="added">
        {(rows, { add, remove }) => (
          <fieldset className="point">
            <legend>{words.added}</legend>
            {rows.map(({ key, name }) => (
              <div key={key} className="form-row">
                <Form.Item name={[name, "role"]} label={words.shape} rules={need(words.shape)}>
                  <Select options={roles} />
                </Form.Item>
                <AddedUnit place={name} />
                <Form.Item name={[name, "part"]} label={words.part + texts.form.optional}>
                  <Input maxLength={500} />
                </Form.Item>
                {rows.length > 1 ? <Button onClick={() => remove(name)}>{texts.form.remove}</Button> : null}
              </div>
            ))}
            <Button onClick={() => add({})}>{texts.form.add}</Button>
          </fieldset>
        )}
      </Form.List>
      <DispatchDates context={context} />
      <Form.Item name="requirements" label={words.requirements}>
        <Input.TextArea rows={2} className="grow" maxLength={2000} />
      </Form.Item>
    </>
  );
}

/** Governments below are not offered as joint leads, and one chosen before the role gives a hint. */
function AddedUnit({ place }: { place: number }) {
  const inWords = useRoleWords();
  const joint = Form.useWatch(["added", place, "role"]) === "JOINT_LEAD";
  return (
    <Form.Item
      name={[place, "unitId"]}
      label={words.sole}
      rules={need(words.sole)}
      extra={joint ? inWords(texts.across.jointHint) : undefined}
    >
      <UnitSelect governments={!joint} />
    </Form.Item>
  );
}
