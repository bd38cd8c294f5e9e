/** What the JSON Schema of packs says of a place: its Chinese title, what may stand there; and codes in Chinese. */
import { useMemo } from "react";
import { PackSchemaDocument } from "@/gql/graphql";
import { useFresh } from "@/lib/fresh";
import type { Path, Value } from "./values";

export interface Node {
  title?: string;
  description?: string;
  type?: string;
  enum?: string[];
  maxLength?: number;
  items?: Node;
  properties?: Record<string, Node>;
  required?: string[];
  minItems?: number;
  pattern?: string;
  /** of a deadline: the events it may run from by name, the usual one first, and its units */
  bases?: Record<string, string>;
  units?: string[];
  $ref?: string;
  $defs?: Record<string, Node>;
}

export interface Schema {
  at: (path: Path) => Node;
  word: (code: Value | undefined) => string;
  required: (path: Path) => boolean;
}

function schemaOf(root: Node, words: Record<string, string>): Schema {
  const whole = (node: Node | undefined): Node => {
    if (!node?.$ref) return node ?? {};
    return { ...root.$defs?.[node.$ref.slice(node.$ref.lastIndexOf("/") + 1)], ...node };
  };
  const below = (node: Node, part: string | number) =>
    whole(typeof part === "number" ? node.items : node.properties?.[part]);
  const at = (path: Path) => path.reduce<Node>(below, root);
  return {
    at,
    word: (code) => words[String(code)] ?? String(code ?? ""),
    required: (path) => at(path.slice(0, -1)).required?.includes(String(path.at(-1))) ?? false,
  };
}

/** `schema` is null until it is there. */
export function useSchema() {
  const answer = useFresh(PackSchemaDocument, {});
  const { data } = answer;
  const schema = useMemo((): Schema | null => {
    if (!data) return null;
    const words = Object.fromEntries(data.packWords.map(({ code, label }) => [code, label]));
    return schemaOf(JSON.parse(data.packSchema) as Node, words);
  }, [data]);
  return { ...answer, schema };
}
