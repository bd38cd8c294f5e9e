/** 逐条答复: every request of the original with its answer, class and promise. */
import { Button, Form, Input, Select } from "antd";
import { texts } from "@/lib/texts";
import type { Choice, Procedure } from "../steps/definition";
import type { Commitment } from "../model";
import { classChoices } from "../steps/fields";
import { PromiseRelation } from "./promise-relation";

const words = texts.case.draft;
const need = (index: number, label: string) => [
  { required: true, whitespace: true, message: words.ofPoint(index + 1, texts.form.need(label)) },
];

const atLeastOne = {
  validator: (_: unknown, points: unknown[] | undefined) =>
    points?.length ? Promise.resolve() : Promise.reject(new Error(words.needPoint)),
};

interface EditorProps {
  procedure: Procedure;
  /** promises of earlier answers that a new one may continue or replace */
  earlier?: Commitment[];
}

export function PointsEditor({ procedure, earlier = [] }: EditorProps) {
  const classes = classChoices(procedure);
  return (
    <section aria-labelledby="points-head">
      <h2 id="points-head">{words.points}</h2>
      <p className="muted">{words.pointsHint}</p>
      <Form.List name="points" rules={[atLeastOne]}>
        {(rows, { add, remove }, { errors }) => (
          <>
            {rows.map(({ key, name }) => (
              <Point
                key={key}
                index={name}
                classes={classes}
                earlier={earlier}
                remove={rows.length > 1 ? () => remove(name) : null}
              />
            ))}
            <div className="point-errors">
              <Form.ErrorList errors={errors} />
            </div>
            <p>
              <Button onClick={() => add({})}>{words.addPoint}</Button>
            </p>
          </>
        )}
      </Form.List>
    </section>
  );
}

function Point({
  index,
  classes,
  earlier,
  remove,
}: {
  index: number;
  classes: Choice[];
  earlier: Commitment[];
  remove: (() => void) | null;
}) {
  return (
    <fieldset className="point">
      <legend>
        {index + 1}
        {remove ? (
          <button type="button" className="link" aria-label={words.removePoint(index + 1)} onClick={remove}>
            {texts.form.remove}
          </button>
        ) : null}
      </legend>
      <div className="form-row">
        <Form.Item name={[index, "request"]} label={words.request} rules={need(index, words.request)}>
          <Input.TextArea rows={2} className="grow" maxLength={5000} />
        </Form.Item>
        <Form.Item name={[index, "response"]} label={words.response} rules={need(index, words.response)}>
          <Input.TextArea rows={2} className="grow" maxLength={10_000} />
        </Form.Item>
      </div>
      <div className="form-row">
        <Form.Item
          name={[index, "resultClass"]}
          label={words.pointClass}
          rules={[{ required: true, message: words.ofPoint(index + 1, texts.form.choose(words.pointClass)) }]}
        >
          <Select options={classes} />
        </Form.Item>
        <Form.Item name={[index, "promise"]} label={words.promise}>
          <Input maxLength={500} />
        </Form.Item>
        <Form.Item name={[index, "promisedOn"]} label={words.promisedOn}>
          <Input type="date" />
        </Form.Item>
      </div>
      <PromiseRelation index={index} earlier={earlier} />
    </fieldset>
  );
}
