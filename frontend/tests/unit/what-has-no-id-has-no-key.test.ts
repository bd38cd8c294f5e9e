import { readFileSync } from "node:fs";
import { buildSchema, isObjectType } from "graphql";
import { describe, expect, it } from "vitest";
import { keys } from "@/lib/cache";

const schema = buildSchema(readFileSync("../graphql/schema.graphql", "utf8"));
const roots = ["Query", "Mutation", "Subscription"];
const objects = Object.values(schema.getTypeMap()).filter(isObjectType);
const withoutId = objects
  .filter(({ name }) => !name.startsWith("__") && !roots.includes(name))
  .filter((type) => !type.getFields().id)
  .map(({ name }) => name);

describe("the cache", () => {
  it("is told of every type without an id", () => {
    expect(withoutId.filter((name) => !(name in keys))).toEqual([]);
  });

  it("is told of no type that the schema has not", () => {
    const known = objects.map(({ name }) => name);

    expect(Object.keys(keys).filter((name) => !known.includes(name))).toEqual([]);
  });
});
