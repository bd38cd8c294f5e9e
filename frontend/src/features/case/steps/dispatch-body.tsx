/** Dispatch: who answers, who gives an opinion, until when. */
import { Button, Form, Input, Radio } from "antd";
import { useRoleWords } from "@/lib/role-words";
import { texts } from "@/lib/texts";
import { wantsOpinion } from "../model";
import type { StepContext } from "./definition";
import { DispatchDates } from "./dispatch-dates";
import { SHAPES, type Shape } from "./dispatch-input";
import { UnitSelect } from "./unit-select";

const words = texts.form.dispatch;
const need = (label: string) => [{ required: true, message: texts.form.choose(label) }];

export function DispatchBody({ context }: { context: StepContext }) {
  const form = Form.useFormInstance();
  const shape: Shape = Form.useWatch("shape", form) ?? "SOLE";
  const inWords = useRoleWords();
  if (wantsOpinion(context.row)) return <AskedBody context={context} />;
  const hasCo = shape === "LEAD" || shape === "JOINT_LEAD";
  return (
    <>
      <Form.Item name="shape" label={words.shape} extra={inWords(words.shapeHints[shape])}>
        <Radio.Group options={SHAPES.map((value) => ({ value, label: shapeOf(context, value, inWords) }))} />
      </Form.Item>
      <Answering shape={shape} />
      {hasCo ? (
        <Form.Item
          name="co"
          label={inWords(words.co)}
          rules={shape === "LEAD" ? need(inWords(words.co)) : []}
        >
          <UnitSelect multiple />
        </Form.Item>
      ) : null}
      <DispatchDates context={context} />
      <Form.Item name="requirements" label={words.requirements} extra={words.requirementsHint}>
        <Input.TextArea rows={2} className="grow" maxLength={2000} />
      </Form.Item>
    </>
  );
}

/** A case on which another government wants an opinion: every unit is asked for its own, nobody leads. */
function AskedBody({ context }: { context: StepContext }) {
  const inWords = useRoleWords();
  return (
    <>
      <p className="muted">{words.askedHint}</p>
      <Form.Item name="shape" hidden>
        <Input />
      </Form.Item>
      <Form.Item name="co" label={words.asked} rules={need(words.asked)}>
        <UnitSelect multiple />
      </Form.Item>
      <DispatchDates context={context} />
      <Form.Item name="requirements" label={words.requirements} extra={inWords(words.askedRequirements)}>
        <Input.TextArea rows={2} className="grow" maxLength={2000} />
      </Form.Item>
    </>
  );
}

/** Joint leads have a name of their own in the rule pack; the other shapes are named after their roles. */
function shapeOf({ procedure }: StepContext, shape: Shape, inWords: (text: string) => string): string {
  const joint = procedure.unitRoles.find(({ code }) => code === "JOINT_LEAD")?.label;
  return shape === "JOINT_LEAD" && joint ? joint : inWords(words.shapes[shape]);
}

function Answering({ shape }: { shape: Shape }) {
  const inWords = useRoleWords();
  if (shape === "SEPARATE") return <Parts />;
  if (shape === "JOINT_LEAD") {
    const two = {
      validator: (_: unknown, value: string[] | undefined) =>
        (value?.length ?? 0) >= 2 ? Promise.resolve() : Promise.reject(new Error(inWords(words.twoLeads))),
    };
    return (
      <Form.Item
        name="leads"
        label={inWords(words.leads)}
        required
        rules={[two]}
        extra={inWords(texts.across.jointHint)}
      >
        <UnitSelect multiple governments={false} />
      </Form.Item>
    );
  }
  const label = inWords(shape === "SOLE" ? words.sole : words.lead);
  return (
    <Form.Item name="lead" label={label} rules={need(label)}>
      <UnitSelect />
    </Form.Item>
  );
}

function Parts() {
  const inWords = useRoleWords();
  return (
    <Form.List name="parts">
      {(rows, { add, remove }) => (
        <fieldset className="point">
          <legend>{inWords(words.separate)}</legend>
          {rows.map(({ key, name }) => (
            <div key={key} className="form-row">
              <Form.Item
                name={[name, "unitId"]}
                label={words.sole}
                rules={[{ required: true, message: words.ofRow(name + 1, texts.form.choose(words.sole)) }]}
              >
                <UnitSelect />
              </Form.Item>
              <Form.Item
                name={[name, "part"]}
                label={words.part}
                rules={[{ required: true, message: words.ofRow(name + 1, texts.form.need(words.part)) }]}
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
