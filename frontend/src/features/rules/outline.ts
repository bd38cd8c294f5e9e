/** A pack as lines of a document: item, rule, article. Reading, printing and comparing all show these lines. */
import { texts } from "@/lib/texts";
import type { Node, Schema } from "./schema";
import { SECTIONS } from "./sections";
import { asList, asObject, asText, type Body, dotted, isObject, type Path, type Value } from "./values";

const words = texts.rules;

export interface Line {
  path: string;
  label: string;
  text: string;
  article: string;
}

export interface SectionLines {
  id: string;
  title: string;
  lines: Line[];
}

export function outline(body: Body, schema: Schema): SectionLines[] {
  return SECTIONS.map(({ id, title, keys }) => ({
    id,
    title,
    lines: keys.flatMap((key) => (key in body ? linesOf(body, schema, [key], body[key]) : [])),
  }));
}

/** 三个月, or a fixed day and what holds after it. */
export function spanText(span: Body): string {
  const unit = words.units.find(({ key }) => key in span);
  const amount = unit ? unit.text(asText(span[unit.key])) : words.none;
  const by = asText(span.by).match(/^(\d\d)-(\d\d)$/);
  return by ? words.byOr(Number(by[1]), Number(by[2]), amount) : amount;
}

/** Parts whose lines would not be understood without its name. */
const NAMED = ["extension", "publication"];

const isSpan = (node: Node) => Boolean(node.properties?.working_days && node.properties.months);

function linesOf(body: Body, schema: Schema, path: Path, value: Value | undefined, prefix = ""): Line[] {
  const node = schema.at(path);
  const label = prefix + (node.title ?? String(path.at(-1)));
  const article = asText(asObject(value).article) || asText(asObject(body.articles)[String(path[0])]);
  if (isSpan(node)) return [line(path, label, span(asObject(value), schema), article)];
  if (isObject(value))
    return ofObject(
      body,
      schema,
      path,
      value,
      path.length > 1 || NAMED.includes(String(path[0])) ? `${label}：` : "",
    );
  if (Array.isArray(value) && schema.at([...path, 0]).properties)
    return value.map((item, index) => ofItem(schema, [...path, index], asObject(item), label, article));
  return [line(path, label, plain(schema, value), article)];
}

function ofObject(body: Body, schema: Schema, path: Path, value: Body, prefix: string): Line[] {
  const article = asText(value.article);
  const keys = Object.keys(schema.at(path).properties ?? value);
  return keys
    .filter((key) => key in value && key !== "article")
    .flatMap((key) => linesOf(body, schema, [...path, key], value[key], prefix))
    .map((one) => ({ ...one, article: one.article || article }));
}

function ofItem(schema: Schema, path: Path, item: Body, label: string, article: string): Line {
  const code = asText(item.code);
  const place = code ? [...path.slice(0, -1), code] : path;
  const number = code.length === 1 ? code : words.nth(Number(path.at(-1)) + 1);
  return line(place, `${label}：${number}`, itemText(schema, path, item), asText(item.article) || article);
}

function itemText(schema: Schema, path: Path, item: Body): string {
  return Object.keys(schema.at(path).properties ?? item)
    .filter((key) => key in item && key !== "code" && key !== "article")
    .map((key) => {
      const title = schema.at([...path, key]).title ?? key;
      if (item[key] === true) return title;
      if (item[key] === false) return "";
      return key === "label" ? asText(item[key]) : `${title} ${plain(schema, item[key])}`;
    })
    .filter(Boolean)
    .join("；");
}

function span(value: Body, schema: Schema): string {
  const since = asText(value.since);
  return since ? words.spanSince(spanText(value), schema.word(since)) : spanText(value);
}

function plain(schema: Schema, value: Value | undefined): string {
  if (typeof value === "boolean") return value ? words.yes : words.no;
  if (Array.isArray(value))
    return (
      asList(value)
        .map((one) => schema.word(one))
        .join("、") || words.none
    );
  return typeof value === "string" ? schema.word(value) : asText(value);
}

const line = (path: Path, label: string, text: string, article: string): Line => ({
  path: dotted(path),
  label,
  text,
  article,
});
