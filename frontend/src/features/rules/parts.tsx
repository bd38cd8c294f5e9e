/** Small parts of the pack's form: a text, a choice, a mark, and the sentences of what is wrong. */
import { sentencesAt, useEditing } from "./editing";
import { asText, idOf, numberOf, type Path, type Value } from "./values";

interface Props {
  path: Path;
  value: Value | undefined;
  /** said to screen readers where no label is beside it */
  name?: string;
  /** more than one for what is long in a narrow column */
  lines?: number;
}

export function Problems({ path, below }: { path: Path; below?: boolean }) {
  const { problems } = useEditing();
  const found = sentencesAt(problems, path, below);
  if (found.length === 0) return null;
  return (
    <div id={`${idOf(path)}_problem`}>
      {found.map((sentence) => (
        <p key={sentence} className="pack-problem">
          {sentence}
        </p>
      ))}
    </div>
  );
}

/** What an input says of itself to screen readers when something is wrong with it. */
export function useMarked(path: Path, below = false) {
  const { problems } = useEditing();
  const wrong = sentencesAt(problems, path, below).length > 0;
  return wrong ? { "aria-invalid": true, "aria-describedby": `${idOf(path)}_problem` } : {};
}

const LONG = 120;

export function TextInput({ path, value, name, lines = 1 }: Props) {
  const { schema, set } = useEditing();
  const node = schema.at(path);
  const marked = useMarked(path);
  const number = node.type === "integer";
  const change = (text: string) => set(path, number ? numberOf(text) : text);
  const shared = { id: idOf(path), "aria-label": name, title: node.description, ...marked };
  const long = (node.maxLength ?? 0) >= LONG && !name && path.at(-1) !== "article";
  if (!number && (long || lines > 1))
    return (
      <textarea
        {...shared}
        rows={Math.max(2, lines)}
        value={asText(value)}
        onChange={(event) => change(event.target.value)}
      />
    );
  return (
    <input
      {...shared}
      className={number ? "pack-short" : undefined}
      inputMode={number ? "numeric" : undefined}
      placeholder={node.pattern && name ? node.description : undefined}
      autoComplete="off"
      value={asText(value)}
      onChange={(event) => change(event.target.value)}
    />
  );
}

export function ChoiceInput({ path, value, name }: Props) {
  const { schema, set } = useEditing();
  const marked = useMarked(path);
  const codes = schema.at(path).enum ?? [];
  const known = codes.includes(String(value ?? ""));
  return (
    <select
      id={idOf(path)}
      aria-label={name}
      {...marked}
      value={asText(value)}
      onChange={(event) => set(path, event.target.value)}
    >
      {known ? null : <option value={asText(value)}>{asText(value)}</option>}
      {codes.map((code) => (
        <option key={code} value={code}>
          {schema.word(code)}
        </option>
      ))}
    </select>
  );
}

export function MarkInput({ path, value, name }: Props) {
  const { set } = useEditing();
  return (
    <input
      type="checkbox"
      id={idOf(path)}
      aria-label={name}
      checked={value === true}
      onChange={(event) => set(path, event.target.checked)}
    />
  );
}

/** One value of a place that holds no further places. */
export function LeafInput(props: Props) {
  const { schema } = useEditing();
  const node = schema.at(props.path);
  if (node.enum) return <ChoiceInput {...props} />;
  if (node.type === "boolean") return <MarkInput {...props} />;
  return <TextInput {...props} />;
}

/** Some of a fixed set of codes. */
export function ChecksInput({ path, value }: Props) {
  const { schema, set } = useEditing();
  const codes = schema.at([...path, 0]).enum ?? [];
  const chosen = Array.isArray(value) ? value : [];
  const toggle = (code: string) =>
    set(
      path,
      codes.filter((one) => (one === code) !== chosen.includes(one)),
    );
  return (
    <div className="pack-checks" id={idOf(path)} tabIndex={-1}>
      {codes.map((code) => (
        <label key={code}>
          <input type="checkbox" checked={chosen.includes(code)} onChange={() => toggle(code)} />{" "}
          {schema.word(code)}
        </label>
      ))}
    </div>
  );
}
