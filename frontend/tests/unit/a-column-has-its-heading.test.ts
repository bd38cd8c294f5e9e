import { describe, expect, it } from "vitest";
import { texts } from "@/lib/texts";

/** All lists of headings in the catalogue, by where they stand. */
function headings(of: object, path = ""): [string, readonly string[]][] {
  return Object.entries(of).flatMap(([name, value]): [string, readonly string[]][] => {
    if (/columns$/i.test(name) && Array.isArray(value)) return [[`${path}${name}`, value]];
    return value && typeof value === "object" ? headings(value, `${path}${name}.`) : [];
  });
}

describe("a table's headings", () => {
  it("are there, each of them; only a last column of buttons has none", () => {
    const lists = headings(texts);

    expect(lists.length).toBeGreaterThan(15);
    for (const [path, list] of lists) expect(list.slice(0, -1), path).not.toContain("");
  });

  it("are counted by the type checker: one that is not there is an error, no empty cell", () => {
    const { columns } = texts.assessment.sheet;

    // @ts-expect-error there are six
    expect(columns[6]).toBeUndefined();
  });
});
