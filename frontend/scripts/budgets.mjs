// What a page may load: bytes of script, compressed with gzip as they are sent, read from the built files
// (dist/.vite/manifest.json). `make check` and `make test` fail above a limit. KB are 1,000 bytes.
import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const LIMITS = {
  list: 340, // the first visit of the work list: entry and route
  route: 420, // the first visit of any other route
  board: 300, // the board's entry
  lazy: 200, // any one file that is loaded later
};
const LIST = "src/features/worklist/work-list-page.tsx";
const [MAIN, BOARD] = ["src/app/main.tsx", "src/app/board.tsx"];

const built = process.argv[2] ?? resolve(dirname(fileURLToPath(import.meta.url)), "../dist");
const chunks = JSON.parse(readFileSync(join(built, ".vite/manifest.json"), "utf8"));

/** A chunk with all that its script begins by importing. */
function reached(key, found = new Set()) {
  if (found.has(key)) return found;
  found.add(key);
  for (const next of chunks[key].imports ?? []) reached(next, found);
  return found;
}

/** As it is sent: a file too small for a compressed copy goes as it is. */
function sent({ file }) {
  const [plain, compressed] = [join(built, file), join(built, `${file}.gz`)];
  return statSync(existsSync(compressed) ? compressed : plain).size / 1_000;
}

const total = (keys) => [...keys].reduce((sum, key) => sum + sent(chunks[key]), 0);
const routes = Object.keys(chunks).filter((key) => chunks[key].isDynamicEntry);
const visit = (route) => total(new Set([...reached(MAIN), ...reached(route)]));
const first = new Set([...reached(MAIN), ...reached(BOARD)]);
const later = Object.keys(chunks).filter((key) => !first.has(key) && chunks[key].file.endsWith(".js"));

const measured = [
  ["list", LIST, visit(LIST)],
  ...routes.filter((route) => route !== LIST).map((route) => ["route", route, visit(route)]),
  ["board", BOARD, total(reached(BOARD))],
  ...later.map((key) => ["lazy", chunks[key].file, sent(chunks[key])]),
];
const over = measured.filter(([budget, , size]) => size > LIMITS[budget]);
for (const [budget, what, size] of over) {
  console.error(
    `over budget: ${what} sends ${size.toFixed(1)} KB of script, ${LIMITS[budget]} are allowed (${budget})`,
  );
}
for (const budget of Object.keys(LIMITS)) {
  const [, what, size] = measured.filter(([name]) => name === budget).sort((a, b) => b[2] - a[2])[0];
  console.log(`${budget}: ${size.toFixed(1)} of ${LIMITS[budget]} KB (${what})`);
}
process.exitCode = over.length > 0 ? 1 : 0;
