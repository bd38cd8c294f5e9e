/** The letter's head and how it is classed: title, addressee, class, publication, contact. */
import { Form, Input, Select } from "antd";
import { texts } from "@/lib/texts";
import type { Procedure } from "../steps/definition";
import { classChoices } from "../steps/fields";

const words = texts.case.draft;
const need = (label: string) => [{ required: true, whitespace: true, message: texts.form.need(label) }];
const choose = (label: string) => [{ required: true, message: texts.form.choose(label) }];

export function LetterFacts({ procedure }: { procedure: Procedure }) {
  const modes = procedure.publishModes.map(({ code, label }) => ({ value: code, label }));
  return (
    <>
      <Form.Item name="title" label={words.letterTitle} rules={need(words.letterTitle)}>
        <Input maxLength={200} />
      </Form.Item>
      <div className="form-row">
        <Form.Item name="addressee" label={words.addressee} rules={need(words.addressee)}>
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item name="resultClass" label={words.resultClass} rules={choose(words.resultClass)}>
          <Select options={classChoices(procedure)} />
        </Form.Item>
        <Form.Item name="publishMode" label={words.publish} rules={choose(words.publish)}>
          <Select options={modes} />
        </Form.Item>
      </div>
      <div className="form-row">
        <Form.Item name="contactName" label={words.contactName} rules={need(words.contactName)}>
          <Input maxLength={50} />
        </Form.Item>
        <Form.Item name="contactPhone" label={words.contactPhone} rules={need(words.contactPhone)}>
          <Input maxLength={50} inputMode="tel" />
        </Form.Item>
      </div>
    </>
  );
}
