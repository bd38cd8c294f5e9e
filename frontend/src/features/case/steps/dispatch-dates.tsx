/** The due days of a dispatch: as the rule pack has them, with the article, unless somebody changes them. */
import { Checkbox, Form, Input } from "antd";
import { useRoleWords } from "@/lib/role-words";
import { texts } from "@/lib/texts";
import type { StepContext } from "./definition";
import { hintsFor } from "./dispatch-input";

const words = texts.form.dispatch;

/** An untouched date follows the choice of the longer period. */
export function DispatchDates({ context, hasCo }: { context: StepContext; hasCo: boolean }) {
  const form = Form.useFormInstance();
  const inWords = useRoleWords();
  const complex = Form.useWatch("complex", form) === true;
  const hints = hintsFor(context.procedure, complex);
  const follow = (next: boolean) => {
    const [before, after] = [hintsFor(context.procedure, !next), hintsFor(context.procedure, next)];
    if (form.getFieldValue("dueOn") === before.reply.day) form.setFieldValue("dueOn", after.reply.day);
    if (form.getFieldValue("coDueOn") === before.co.day) form.setFieldValue("coDueOn", after.co.day);
  };
  return (
    <>
      <Form.Item name="complex" valuePropName="checked">
        <Checkbox onChange={(event) => follow(event.target.checked)}>{words.complex}</Checkbox>
      </Form.Item>
      <div className="form-row">
        <Form.Item name="dueOn" label={words.dueOn} extra={hints.reply.text}>
          <Input type="date" />
        </Form.Item>
        {hasCo ? (
          <Form.Item name="coDueOn" label={inWords(words.coDueOn)} extra={hints.co.text}>
            <Input type="date" />
          </Form.Item>
        ) : null}
      </div>
    </>
  );
}
