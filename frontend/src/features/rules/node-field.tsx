/** A field of the pack's form for whatever the schema says of its place, with its article where it has one apart. */
import { memo } from "react";
import { texts } from "@/lib/texts";
import { blank, useEditing } from "./editing";
import { RowsInput, TextsInput } from "./list-input";
import { ChecksInput, LeafInput, Problems, TextInput } from "./parts";
import type { Node } from "./schema";
import { DeadlineTable, SpanInput } from "./span-input";
import { asObject, idOf, type Path, type Value } from "./values";

const words = texts.rules.edit;

interface TopProps {
  name: string;
  value: Value | undefined;
  article: Value | undefined;
  hasArticle: boolean;
}

/** A part of the pack; drawn anew only when it has changed. */
export const TopField = memo(function TopField({ name, value, article, hasArticle }: TopProps) {
  return (
    <NodeField path={[name]} value={value}>
      {hasArticle ? <Article path={["articles", name]} value={article} /> : null}
    </NodeField>
  );
});

const CODES = /[A-Za-z_]{3,}/;
const BY_HAND = ["code", "numbering"];

/** Whether a description is for whoever fills in the form; those that name codes are for writers of files. */
function helps(path: Path, { description }: Node): boolean {
  return Boolean(description) && (BY_HAND.includes(String(path[0])) || !CODES.test(description ?? ""));
}

interface Props {
  path: Path;
  value: Value | undefined;
  children?: React.ReactNode;
}

export function NodeField({ path, value, children }: Props) {
  const { schema, set } = useEditing();
  const node = schema.at(path);
  const title = node.title ?? String(path.at(-1));
  const hint = helps(path, node) ? <p className="muted pack-hint">{node.description}</p> : null;
  if (path.length === 1 && path[0] === "kind")
    return (
      <div className="pack-field">
        <span className="pack-label">{title}</span>
        {schema.word(value)}
      </div>
    );
  if (node.type === "boolean")
    return (
      <div className="pack-field">
        <label htmlFor={idOf(path)}>
          <LeafInput path={path} value={value} /> {title}
        </label>
        {hint}
        <Problems path={path} />
        {children}
      </div>
    );
  if (node.type !== "object" && node.type !== "array")
    return (
      <div className="pack-field">
        <label htmlFor={idOf(path)}>{title}</label>
        {hint}
        <LeafInput path={path} value={value} />
        <Problems path={path} />
        {children}
      </div>
    );
  const optional = !schema.required(path) && path.length === 1;
  return (
    <fieldset className="pack-field">
      <legend id={`${idOf(path)}_title`}>{title}</legend>
      {hint}
      {optional ? (
        <label>
          <input
            type="checkbox"
            aria-label={`${words.set}${title}`}
            checked={value !== undefined}
            onChange={(event) => set(path, event.target.checked ? blank(schema, path) : undefined)}
          />{" "}
          {words.set}
        </label>
      ) : null}
      {optional && value === undefined ? <Problems path={path} /> : <Inner path={path} value={value} />}
      {children}
    </fieldset>
  );
}

function Inner({ path, value }: Props) {
  const { schema } = useEditing();
  const node = schema.at(path);
  const items = schema.at([...path, 0]);
  if (path[0] === "deadlines") return <DeadlineTable path={path} value={value} />;
  if (node.properties?.months)
    return (
      <>
        <SpanInput path={path} value={value} name={node.title ?? ""} />
        <Problems path={path} below />
      </>
    );
  if (node.type === "object") return <ObjectInput path={path} value={value} />;
  if (items.properties) return <RowsInput path={path} value={value} />;
  if (!items.enum) return <TextsInput path={path} value={value} />;
  return (
    <>
      <ChecksInput path={path} value={value} />
      <Problems path={path} below />
    </>
  );
}

function ObjectInput({ path, value }: Props) {
  const { schema } = useEditing();
  const held = asObject(value);
  const keys = Object.keys(schema.at(path).properties ?? {});
  return (
    <div id={idOf(path)} tabIndex={-1}>
      <Problems path={path} />
      {keys
        .filter((key) => key !== "article")
        .map((key) => (
          <NodeField key={key} path={[...path, key]} value={held[key]} />
        ))}
      {keys.includes("article") ? <Article path={[...path, "article"]} value={held.article} /> : null}
    </div>
  );
}

function Article({ path, value }: { path: Path; value: Value | undefined }) {
  const { schema } = useEditing();
  const owner = path[0] === "articles" ? path.slice(1) : path.slice(0, -1);
  const title = schema.at(owner).title ?? "";
  return (
    <>
      <div className="pack-article">
        <span aria-hidden="true">{words.article}</span>
        <TextInput path={path} value={value} name={`${title} ${words.article}`} />
      </div>
      <Problems path={path} />
    </>
  );
}
