// The project rules biome has no rule for: files of at most 200 lines; app -> features -> ui -> lib, never back;
// features do not import each other; no operation text outside *.graphql files; queries only by the one hook.
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const MAX_LINES = 200;
const RANK = { lib: 0, ui: 1, features: 2, app: 3 };
const root = resolve(dirname(fileURLToPath(import.meta.url)), "../src");
const problems = [];

const files = readdirSync(root, { withFileTypes: true, recursive: true })
  .filter((entry) => entry.isFile() && /\.(tsx?|css)$/.test(entry.name))
  .map((entry) => join(entry.parentPath, entry.name))
  .filter((path) => !relative(root, path).startsWith("gql/"));

/** The source path that an import names, or null for a package. */
function target(from, name) {
  if (name.startsWith("@/")) return name.slice(2);
  if (name.startsWith(".")) return relative(root, resolve(dirname(from), name));
  return null;
}

function judge(path, name) {
  const to = target(path, name);
  if (to === null || to.startsWith("gql/")) return;
  const here = relative(root, path).split("/");
  const there = to.split("/");
  if (RANK[there[0]] > RANK[here[0]])
    problems.push(`${here.join("/")}: must not import ${to} (wrong direction)`);
  if (here[0] === "features" && there[0] === "features" && here[1] !== there[1]) {
    problems.push(`${here.join("/")}: feature must not import another feature: ${to}`);
  }
}

for (const path of files) {
  const text = readFileSync(path, "utf8");
  const lines = text.split("\n").length - 1;
  if (lines > MAX_LINES) problems.push(`${relative(root, path)}: ${lines} lines, at most ${MAX_LINES}`);
  for (const match of text.matchAll(/(?:from|import)\s*\(?\s*"([^"]+)"/g)) judge(path, match[1]);
  if (/\buseQuery\b/.test(text) && relative(root, path) !== "lib/fresh.ts")
    problems.push(`${relative(root, path)}: queries are asked by useFresh (lib/fresh.ts), lists by useList`);
  if (/\bgql`|\bgraphql`/.test(text))
    problems.push(`${relative(root, path)}: operations belong in *.graphql files`);
}

if (problems.length > 0) {
  console.error(problems.join("\n"));
  process.exit(1);
}
