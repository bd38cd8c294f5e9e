/** The due days of a dispatch: as the server would store them, with the article, unless somebody names others. */
import { Checkbox, Form, Input } from "antd";
import { DispatchDaysDocument, type UnitRole } from "@/gql/graphql";
import { day } from "@/lib/dates";
import { useFresh } from "@/lib/fresh";
import { useRoleWords } from "@/lib/role-words";
import { texts } from "@/lib/texts";
import { Lacking } from "@/ui/states";
import { type StepContext, textOf, type Values } from "./definition";
import { rolesOf } from "./dispatch-input";

const words = texts.form.dispatch;

/** An empty date is the rule pack's; what stands below it is what a dispatch now would set. */
export function DispatchDates({ context }: { context: StepContext }) {
  const form = Form.useFormInstance<Values>();
  const inWords = useRoleWords();
  const values: Values = Form.useWatch([], form) ?? {};
  const roles = rolesOf(values, context);
  const days = useDays(context.row.id, roles, values);
  const answers = roles.some((role) => role !== "CO");
  return (
    <>
      {answers ? (
        <Form.Item name="complex" valuePropName="checked">
          <Checkbox disabled={context.row.complex}>{words.complex}</Checkbox>
        </Form.Item>
      ) : null}
      <div className="form-row">
        {answers ? (
          <Form.Item name="dueOn" label={words.dueOn} extra={days("dueOn", (role) => role !== "CO")}>
            <Input type="date" />
          </Form.Item>
        ) : null}
        {roles.includes("CO") ? (
          <Form.Item
            name="coDueOn"
            label={inWords(words.coDueOn)}
            extra={days("coDueOn", (role) => role === "CO")}
          >
            <Input type="date" />
          </Form.Item>
        ) : null}
      </div>
    </>
  );
}

/** The line below a date: the day and how it is counted, or why the named one is refused. */
function useDays(id: string, roles: UnitRole[], values: Values) {
  const named = { dueOn: textOf(values, "dueOn") || null, coDueOn: textOf(values, "coDueOn") || null };
  const answer = useFresh(
    DispatchDaysDocument,
    { id, roles, complex: values.complex === true, ...named },
    { pause: roles.length === 0, policy: "network-only" },
  );
  return (field: keyof typeof named, fits: (role: UnitRole) => boolean) => {
    if (answer.error) return <Lacking what={texts.failure.names.days} to={answer} />;
    const { days = [], refusal } = answer.data?.dispatchDays ?? {};
    if (refusal) return refusal.field === field ? <span role="alert">{refusal.message}</span> : undefined;
    const found = days.find(({ role }) => fits(role))?.due;
    if (!found) return undefined;
    const lead = named[field] ? words.namedDay : words.packDay;
    return <span data-day={found.day}>{`${lead(day(found.day))}${found.text}`}</span>;
  };
}
