/** 期限表 of the pack's form: how long, in what unit, by which day, from when, by which article. */
import { texts } from "@/lib/texts";
import { blank, useEditing } from "./editing";
import { Problems, TextInput, useMarked } from "./parts";
import { SinceChoice } from "./since-choice";
import { asObject, asText, type Body, idOf, numberOf, type Path, type Value } from "./values";

const words = texts.rules.edit;
const UNITS = texts.rules.units;

interface Props {
  path: Path;
  value: Value | undefined;
}

const unitOf = (span: Body) => UNITS.find(({ key }) => key in span)?.key ?? "months";

/** The span with one unit and its amount in place of what it had. */
function counted(span: Body, unit: string, amount: Value | undefined): Body {
  const rest = Object.fromEntries(
    Object.entries(span).filter(([key]) => !UNITS.some((one) => one.key === key)),
  );
  return { [unit]: amount ?? "", ...rest };
}

/** Amount and unit of a span. */
export function SpanInput({ path, value, name }: Props & { name: string }) {
  const { set } = useEditing();
  const span = asObject(value);
  return (
    <>
      <Amount path={path} span={span} name={name} />{" "}
      <UnitChoice path={path} span={span} name={name} set={(next) => set(path, next)} />
    </>
  );
}

function Amount({ path, span, name }: { path: Path; span: Body; name: string }) {
  const { set } = useEditing();
  const unit = unitOf(span);
  const marked = useMarked(path, true);
  return (
    <input
      id={idOf(path)}
      {...marked}
      className="pack-short"
      inputMode="numeric"
      autoComplete="off"
      aria-label={`${name} ${words.amount}`}
      value={asText(span[unit])}
      onChange={(event) => set(path, counted(span, unit, numberOf(event.target.value)))}
    />
  );
}

interface UnitProps {
  path: Path;
  span: Body;
  name: string;
  set: (span: Body) => void;
}

function UnitChoice({ path, span, name, set }: UnitProps) {
  const { schema } = useEditing();
  const { properties: known = {}, units } = schema.at(path);
  const unit = unitOf(span);
  return (
    <select
      aria-label={`${name} ${words.unit}`}
      value={unit}
      onChange={(event) => set(counted(span, event.target.value, span[unit]))}
    >
      {UNITS.filter(({ key }) => key === unit || (units ? units.includes(key) : key in known)).map(
        ({ key, label }) => (
          <option key={key} value={key}>
            {label}
          </option>
        ),
      )}
    </select>
  );
}

/** All periods of the procedure; those that the statute does not require may be left out. */
export function DeadlineTable({ path, value }: Props) {
  const { schema } = useEditing();
  const stated = asObject(value);
  return (
    <table className="plain pack-rows pack-span" id={idOf(path)} tabIndex={-1}>
      <thead>
        <tr>
          {words.deadlineColumns.map((title) => (
            <th key={title} scope="col">
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {Object.keys(schema.at(path).properties ?? {}).map((key) => (
          <DeadlineRow key={key} path={[...path, key]} value={stated[key]} />
        ))}
      </tbody>
    </table>
  );
}

function DeadlineRow({ path, value }: Props) {
  const { schema, set } = useEditing();
  const title = schema.at(path).title ?? "";
  if (value === undefined)
    return (
      <tr>
        <th scope="row">{title}</th>
        <td colSpan={5} className="muted" id={idOf(path)} tabIndex={-1}>
          {texts.rules.none}
          <Problems path={path} below />
        </td>
        <td>
          <button
            type="button"
            className="link"
            aria-label={`${words.set}${title}`}
            onClick={() => set(path, { months: "", ...asObject(blank(schema, path)) })}
          >
            {words.set}
          </button>
        </td>
      </tr>
    );
  const span = asObject(value);
  return (
    <tr>
      <th scope="row">
        {title}
        <Problems path={path} below />
      </th>
      <td>
        <Amount path={path} span={span} name={title} />
      </td>
      <td>
        <UnitChoice path={path} span={span} name={title} set={(next) => set(path, next)} />
      </td>
      <td>
        <ByInput path={path} span={span} name={title} />
      </td>
      <td>
        <SinceChoice path={path} span={span} name={title} />
      </td>
      <td>
        <TextInput
          path={[...path, "article"]}
          value={span.article}
          name={`${title} ${words.article}`}
          lines={2}
        />
      </td>
      <td>
        {schema.required(path) ? null : (
          <button
            type="button"
            className="link"
            aria-label={`${words.unset}${title}`}
            onClick={() => set(path, undefined)}
          >
            {words.unset}
          </button>
        )}
      </td>
    </tr>
  );
}

function ByInput({ path, span, name }: { path: Path; span: Body; name: string }) {
  const { set } = useEditing();
  return (
    <input
      aria-label={`${name} ${words.by}`}
      placeholder={words.byHint.slice(-5)}
      title={words.byHint}
      autoComplete="off"
      value={asText(span.by)}
      onChange={(event) => set([...path, "by"], event.target.value || undefined)}
    />
  );
}
