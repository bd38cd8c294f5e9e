/** Dispatch: who answers, who gives an opinion, until when. */
import { Button, Form, Input, Radio } from "antd";
import { texts } from "@/lib/texts";
import type { StepContext } from "./definition";
import { DispatchDates } from "./dispatch-dates";
import { SHAPES, type Shape } from "./dispatch-input";
import { UnitSelect } from "./unit-select";

const words = texts.form.dispatch;
const need = (label: string) => [{ required: true, message: texts.form.choose(label) }];

export function DispatchBody({ context }: { context: StepContext }) {
  const form = Form.useFormInstance();
  const shape: Shape = Form.useWatch("shape", form) ?? "SOLE";
  const hasCo = shape === "LEAD" || shape === "JOINT_LEAD";
  return (
    <>
      <Form.Item name="shape" label={words.shape} extra={words.shapeHints[shape]}>
        <Radio.Group options={SHAPES.map((value) => ({ value, label: words.shapes[value] }))} />
      </Form.Item>
      <Answering shape={shape} />
      {hasCo ? (
        <Form.Item name="co" label={words.co} rules={shape === "LEAD" ? need(words.co) : []}>
          <UnitSelect multiple />
        </Form.Item>
      ) : null}
      <DispatchDates context={context} hasCo={hasCo} />
      <Form.Item name="requirements" label={words.requirements} extra={words.requirementsHint}>
        <Input.TextArea rows={2} className="grow" maxLength={2000} />
      </Form.Item>
    </>
  );
}

function Answering({ shape }: { shape: Shape }) {
  if (shape === "SEPARATE") return <Parts />;
  if (shape === "JOINT_LEAD") {
    const two = {
      validator: (_: unknown, value: string[] | undefined) =>
        (value?.length ?? 0) >= 2 ? Promise.resolve() : Promise.reject(new Error(words.twoLeads)),
    };
    return (
      <Form.Item name="leads" label={words.leads} required rules={[two]} extra={texts.across.jointHint}>
        <UnitSelect multiple governments={false} />
      </Form.Item>
    );
  }
  const label = shape === "SOLE" ? words.sole : words.lead;
  return (
    <Form.Item name="lead" label={label} rules={need(label)}>
      <UnitSelect />
    </Form.Item>
  );
}

function Parts() {
  return (
    <Form.List name="parts">
      {(rows, { add, remove }) => (
        <fieldset className="point">
          <legend>{words.separate}</legend>
          {rows.map(({ key, name }) => (
            <div key={key} className="form-row">
              <Form.Item name={[name, "unitId"]} label={words.sole} rules={need(words.sole)}>
                <UnitSelect />
              </Form.Item>
              <Form.Item
                name={[name, "part"]}
                label={words.part}
                rules={[{ required: true, message: texts.form.need(words.part) }]}
              >
                <Input maxLength={500} />
              </Form.Item>
              {rows.length > 2 ? <Button onClick={() => remove(name)}>{texts.form.remove}</Button> : null}
            </div>
          ))}
          <Button onClick={() => add({})}>{texts.form.add}</Button>
        </fieldset>
      )}
    </Form.List>
  );
}
