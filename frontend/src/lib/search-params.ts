/** Search parameters stay plain text: ?unit=12 is the text "12", several values are joined by commas. */

type Texts = Record<string, string>;

export function readSearch(search: string): Texts {
  return Object.fromEntries(new URLSearchParams(search));
}

export function writeSearch(values: Record<string, unknown>): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) {
    if (typeof value === "string" && value !== "") params.set(name, value);
  }
  const text = params.toString();
  return text ? `?${text}` : "";
}

/** Keeps the named parameters and drops every other and every empty one. */
export function textSearch<Name extends string>(...names: Name[]) {
  return (given: Record<string, unknown>): { [key in Name]?: string } => {
    const kept: { [key in Name]?: string } = {};
    for (const name of names) {
      const value = given[name];
      if (typeof value === "string" && value !== "") kept[name] = value;
    }
    return kept;
  };
}
