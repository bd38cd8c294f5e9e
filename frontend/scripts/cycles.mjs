// No built file may import itself by way of others: what it exports would be undefined when the other begins.
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const built = resolve(dirname(fileURLToPath(import.meta.url)), "../dist/app");
const imports = new Map(
  readdirSync(built)
    .filter((name) => name.endsWith(".js"))
    .map((name) => {
      const text = readFileSync(join(built, name), "utf8");
      return [name, [...text.matchAll(/(?:from|import)"\.\/([^"]+\.js)"/g)].map((found) => found[1])];
    }),
);
const done = new Set();

/** The first way back to a file on the path, or null. */
function cycle(name, path) {
  if (path.includes(name)) return [...path.slice(path.indexOf(name)), name];
  if (done.has(name)) return null;
  for (const next of imports.get(name) ?? []) {
    const found = cycle(next, [...path, name]);
    if (found) return found;
  }
  done.add(name);
  return null;
}

for (const name of imports.keys()) {
  const found = cycle(name, []);
  if (found) {
    console.error(`built files import each other: ${found.join(" -> ")}`);
    process.exit(1);
  }
}
