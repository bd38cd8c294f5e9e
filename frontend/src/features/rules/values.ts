/** A pack's body as JSON, read and altered by path; what is altered is copied, the rest stays the same object. */

export type Value = string | number | boolean | null | Value[] | { [key: string]: Value };
export type Body = { [key: string]: Value };
export type Path = (string | number)[];

export const isObject = (value: Value | undefined): value is Body =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export const asObject = (value: Value | undefined): Body => (isObject(value) ? value : {});
export const asList = (value: Value | undefined): Value[] => (Array.isArray(value) ? value : []);
export const asText = (value: Value | undefined): string =>
  typeof value === "string" || typeof value === "number" ? String(value) : "";

export function dotted(path: Path): string {
  return path.join(".");
}

/** The DOM id of the input of a place. */
export function idOf(path: Path | string): string {
  return `pack_${(typeof path === "string" ? path : dotted(path)).replaceAll(".", "_")}`;
}

export function valueAt(body: Value | undefined, path: Path): Value | undefined {
  return path.reduce<Value | undefined>((inner, part) => {
    if (Array.isArray(inner)) return inner[Number(part)];
    return isObject(inner) ? inner[String(part)] : undefined;
  }, body);
}

/** The body with another value at a place; `undefined` takes the key out. */
export function changed<T extends Value>(body: T, path: Path, value: Value | undefined): T {
  const [first, ...rest] = path;
  if (first === undefined) return (value ?? null) as T;
  if (Array.isArray(body)) {
    const copy = [...body];
    copy[Number(first)] = rest.length > 0 ? changed(copy[Number(first)] ?? {}, rest, value) : (value ?? null);
    return copy as T;
  }
  const copy: Body = { ...asObject(body) };
  const key = String(first);
  if (rest.length > 0) copy[key] = changed(copy[key] ?? {}, rest, value);
  else if (value === undefined) delete copy[key];
  else copy[key] = value;
  return copy as T;
}

/** A typed number where it is one; what else was typed stays, and the check says what is wrong with it. */
export function numberOf(text: string): Value | undefined {
  if (text.trim() === "") return undefined;
  return /^-?\d{1,9}$/.test(text.trim()) ? Number(text.trim()) : text;
}
