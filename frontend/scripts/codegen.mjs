// Writes src/gql (typed documents, client preset) from the server's SDL snapshot; no codegen CLI, no network.
// Operations stand in *.graphql files beside their use, but for the steps of a case, which are all alike; code imports them as `XxxDocument` from "@/gql/graphql".
// LIANBAN_SCHEMA may name another SDL file while the API is being changed.
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { preset } from "@graphql-codegen/client-preset";
import { codegen } from "@graphql-codegen/core";
import { formatDocument, stringifyDocument } from "@urql/core";
import { buildSchema, isObjectType, Kind, parse, visit } from "graphql";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const schemaPath = resolve(root, process.env.LIANBAN_SCHEMA ?? "../graphql/schema.graphql");
const out = join(root, "src/gql/");

const sdl = readFileSync(schemaPath, "utf8");
const schema = buildSchema(sdl);
const documents = readdirSync(join(root, "src"), { withFileTypes: true, recursive: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith(".graphql"))
  .map((entry) => join(entry.parentPath, entry.name))
  .sort()
  .map((location) => {
    const rawSDL = readFileSync(location, "utf8");
    return { location, rawSDL, document: parse(rawSDL) };
  });

// Every step of a case is sent alike: a key, the id of its subject, inputs of its own; it answers with the same outcome.
// So its document is written from the schema (SignFor: signFor(key: $key, assignmentId: $id)).
const isStep = ({ type, args: [key, subject] }) =>
  String(type).startsWith("CasePayload") && key?.name === "key" && subject?.name.endsWith("Id");

function stepDocument({ name, args: [key, subject, ...inputs] }) {
  const given = [
    [key.name, key.name, key.type],
    [subject.name, "id", subject.type],
    ...inputs.map((input) => [input.name, input.name, input.type]),
  ];
  const declared = given.map(([, variable, type]) => `$${variable}: ${type}`).join(", ");
  const passed = given.map(([argument, variable]) => `${argument}: $${variable}`).join(", ");
  const operation = name[0].toUpperCase() + name.slice(1);
  return `mutation ${operation}(${declared}) { payload: ${name}(${passed}) { ...Outcome } }`;
}

const steps = Object.values(schema.getMutationType().getFields()).filter(isStep).map(stepDocument).join("\n");
documents.push({ location: join(out, "steps"), rawSDL: steps, document: parse(steps) });

const sections = await preset.buildGeneratesSection({
  baseOutputDir: out,
  schema: parse(sdl),
  schemaAst: schema,
  documents,
  config: {
    useTypeImports: true,
    strictScalars: true,
    scalars: { ID: "string", Date: "string", DateTime: "string" },
    documentMode: "graphQLTag",
  },
  presetConfig: { fragmentMasking: false, skipIndexFile: true },
  plugins: [],
  pluginMap: {},
  documentTransforms: [],
});

// Only the typed documents are wanted: the graphql() lookup table would ship every text twice.
const section = sections.find(({ filename }) => filename.endsWith("/graphql.ts"));
section.config = { ...section.config, gqlImport: "@urql/core#gql", gqlTagName: "gql", dedupeFragments: true };
rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
const written = await codegen(section);

// Operations known in advance: the server runs them by digest, parsed once (persisted.json: digest -> text);
// the page sends only the digest, which stands beside the document (src/gql/documents).
const definitions = documents.flatMap(({ document }) => document.definitions);
const fragments = new Map(
  definitions.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION).map((node) => [node.name.value, node]),
);

function fragmentsOf(node, found = new Set()) {
  visit(node, {
    FragmentSpread({ name }) {
      const fragment = fragments.get(name.value);
      if (!fragment || found.has(fragment)) return;
      found.add(fragment);
      fragmentsOf(fragment, found);
    },
  });
  return found;
}

const texts = new Map();
const digests = {};
for (const operation of definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION)) {
  if (operation.operation === "subscription") continue;
  const whole = { kind: Kind.DOCUMENT, definitions: [operation, ...fragmentsOf(operation)] };
  const text = stringifyDocument(formatDocument(whole));
  const digest = createHash("sha256").update(text).digest("hex");
  texts.set(digest, text);
  digests[operation.name.value] = digest;
}
writeFileSync(join(root, "persisted.json"), `${JSON.stringify(Object.fromEntries(texts), null, 1)}\n`);

// Each document is a file, so that a page loads those that it asks with and no others: a third of what a first visit
// read were documents and digests of other pages. `graphql.ts` hands them all on; the build takes from it what is used.
const [types, ...constants] = written.split(/^(?=export const \w+ = gql`)/m);
mkdirSync(join(out, "documents"));
const names = constants.map((constant) => {
  const name = constant.match(/^export const (\w+)/)[1];
  writeFileSync(join(out, "documents", `${name}.ts`), documentFile(name, constant));
  return name;
});
writeFileSync(
  section.filename,
  types.replace(/^import .*\n/gm, "") +
    names.map((name) => `export { ${name} } from "./documents/${name}";\n`).join(""),
);

function documentFile(name, constant) {
  const used = new Set([...constant.matchAll(/^\s*\$\{(\w+)\}/gm)].map((found) => found[1]));
  const typed = constant
    .match(/DocumentNode<(\w+), (\w+)>;\s*$/)
    .slice(1)
    .filter((type) => type !== "unknown");
  const digest = digests[name.replace(/Document$/, "")];
  const lines = [
    'import { gql } from "@urql/core";',
    'import type { TypedDocumentNode as DocumentNode } from "@graphql-typed-document-node/core";',
    `import type { ${typed.join(", ")} } from "../graphql";`,
    ...[...used].map((fragment) => `import { ${fragment} } from "./${fragment}";`),
  ];
  if (!digest) return `${lines.join("\n")}\n${constant}`;
  lines.push('import { known } from "@/lib/known-digests";');
  const document = constant.replace(/^export const \w+ = /, "").replace(/;\s*$/, "");
  return `${lines.join("\n")}\nexport const ${name} = known("${digest}", ${document});\n`;
}

// What the cache must be told of the schema (src/gql/cache.ts): the types that have no id, and the names that
// what a mutation makes stale is checked against.
const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
const keyless = Object.values(schema.getTypeMap())
  .filter((type) => isObjectType(type) && !type.name.startsWith("__") && !roots.includes(type))
  .filter((type) => !type.getFields().id)
  .map(({ name }) => name)
  .sort();
const fieldsOf = (type) => Object.keys(type.getFields()).sort();
const union = (names) => names.map((name) => `\n  | ${JSON.stringify(name)}`).join("");
writeFileSync(
  join(out, "cache.ts"),
  `export const KEYLESS = ${JSON.stringify(keyless, null, 2)} as const;
export type QueryField =${union(fieldsOf(roots[0]))};
export type MutationField =${union(fieldsOf(roots[1]))};
`,
);
