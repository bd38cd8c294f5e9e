// Compressed copies of the built files: NAME.br and NAME.gz beside NAME. The server hands them out to whoever can read
// them (platform/lianban/http/static.py), so that a first visit is small without a proxy too. Made once here, at the
// strongest level, and copied into the image with the rest of dist.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const built = resolve(dirname(fileURLToPath(import.meta.url)), "../dist");
const TEXT = /\.(js|css|html|svg|json|txt)$/;
const LEAST = 1_000; // bytes: what fits into one packet is no faster when it is smaller

const makers = {
  br: (content) =>
    brotliCompressSync(content, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
        [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
        [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
      },
    }),
  gz: (content) => gzipSync(content, { level: constants.Z_BEST_COMPRESSION }),
};

const files = readdirSync(built, { withFileTypes: true, recursive: true })
  .filter((entry) => entry.isFile() && TEXT.test(entry.name) && !entry.parentPath.endsWith(".vite"))
  .map((entry) => join(entry.parentPath, entry.name));

for (const file of files) {
  const content = readFileSync(file);
  if (content.length < LEAST) continue;
  for (const [suffix, make] of Object.entries(makers)) {
    const compressed = make(content);
    if (compressed.length < content.length) writeFileSync(`${file}.${suffix}`, compressed);
  }
}
