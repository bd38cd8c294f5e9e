/** The proposers of a case, the lead among them. */
import { Button, Form, Input, Radio, Select } from "antd";
import { texts } from "@/lib/texts";
import { usualProposer } from "./register-values";

const words = texts.form.register;
const kinds = Object.entries(words.kinds).map(([value, label]) => ({ value, label }));

export function Proposers() {
  const form = Form.useFormInstance();
  const kind = Form.useWatch("kind", form);
  return (
    <fieldset className="point">
      <legend>{words.proposers}</legend>
      <Form.Item name="lead" noStyle>
        <Radio.Group className="proposers">
          <Form.List name="proposers">
            {(rows, { add, remove }) => (
              <>
                {rows.map(({ key, name }) => (
                  <Proposer key={key} index={name} remove={rows.length > 1 ? () => remove(name) : null} />
                ))}
                <p>
                  <Button onClick={() => add({ kind: usualProposer(kind) })}>{words.addProposer}</Button>
                </p>
              </>
            )}
          </Form.List>
        </Radio.Group>
      </Form.Item>
    </fieldset>
  );
}

function Proposer({ index, remove }: { index: number; remove: (() => void) | null }) {
  return (
    <div className="form-row proposer">
      <Form.Item
        name={[index, "name"]}
        label={words.proposerName}
        rules={[{ required: true, whitespace: true, message: texts.form.need(words.proposerName) }]}
      >
        <Input maxLength={60} />
      </Form.Item>
      <Form.Item name={[index, "kind"]} label={words.proposerKind}>
        <Select options={kinds} />
      </Form.Item>
      <Form.Item name={[index, "group"]} label={words.proposerGroup}>
        <Input maxLength={60} />
      </Form.Item>
      <Form.Item name={[index, "phone"]} label={words.proposerPhone}>
        <Input maxLength={30} inputMode="tel" />
      </Form.Item>
      <div className="proposer-end">
        <Radio value={index} aria-label={words.leadOf(index + 1)}>
          {words.lead}
        </Radio>
        {remove ? (
          <Button aria-label={words.removeProposer(index + 1)} onClick={remove}>
            {texts.form.remove}
          </Button>
        ) : null}
      </div>
    </div>
  );
}
