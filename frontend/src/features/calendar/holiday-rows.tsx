/** The holidays of a notice, a row each: name, from, to, make-up working days. */
import { Button, Form, Input } from "antd";
import { texts } from "@/lib/texts";
import { datesOf } from "./notice-values";

const words = texts.calendar.operator;
const need = (label: string) => [{ required: true, message: texts.form.need(label) }];
const dates = [
  {
    validator: (_: unknown, text?: string) =>
      datesOf(text) ? Promise.resolve() : Promise.reject(new Error(words.makeUpBad)),
  },
];

export function HolidayRows() {
  return (
    <Form.List name="holidays">
      {(fields, { add, remove }) => (
        <>
          {fields.map(({ key, name: place }) => (
            <fieldset key={key}>
              <legend>{words.row(place + 1)}</legend>
              <div className="holiday-row">
                <Form.Item name={[place, "name"]} label={words.name} rules={need(words.name)}>
                  <Input maxLength={40} />
                </Form.Item>
                <Form.Item name={[place, "start"]} label={words.start} rules={need(words.start)}>
                  <Input type="date" />
                </Form.Item>
                <Form.Item name={[place, "end"]} label={words.end} rules={need(words.end)}>
                  <Input type="date" />
                </Form.Item>
                <Form.Item name={[place, "makeUp"]} label={words.makeUp} rules={dates}>
                  <Input placeholder={words.makeUpHint} />
                </Form.Item>
                <Button aria-label={words.remove(place + 1)} onClick={() => remove(place)}>
                  ×
                </Button>
              </div>
            </fieldset>
          ))}
          <p>
            <Button onClick={() => add({})}>{words.add}</Button>
          </p>
        </>
      )}
    </Form.List>
  );
}
