/**
 * Build of the workspace page and of the board's page. Django serves `dist` as /static/ and reads `dist/.vite/manifest.json`
 * (settings: DJANGO_VITE); the entries' names in the manifest are `src/app/main.tsx` and `src/app/board.tsx`.
 */
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

/** A document that no page of a file asks with is left out of it, though making one is a call. */
const documents: Plugin = {
  name: "documents-without-effects",
  transform: { filter: { id: /\/src\/gql\/documents\// }, handler: () => ({ moduleSideEffects: false }) },
};

export default defineConfig({
  base: "/static/",
  plugins: [react(), documents],
  resolve: { alias: { "@": new URL("./src", import.meta.url).pathname } },
  build: {
    target: "chrome86", // the oldest core that offices still have (see docs of the browser matrix)
    cssTarget: "chrome86",
    outDir: "dist",
    assetsDir: "app",
    manifest: true,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: ["src/app/main.tsx", "src/app/board.tsx"],
      // A document that no page of a file asks with is left out of it, though making one is a call.
      output: {
        // Few files rather than many small ones, each costs a request; but merging more than this makes files that
        // import each other, and what one of them exports is then missing when the other begins (scripts/cycles.mjs).
        codeSplitting: {
          groups: [
            { name: "runtime", test: /node_modules\/(react|react-dom|scheduler)\//, priority: 1 },
            // Apart: merged with pages' parts, a small one that all pages ask with would bring those parts to all of them.
            { name: "documents", test: /\/src\/gql\/documents\//, minShareCount: 2, priority: 1 },
            { name: "shared", minShareCount: 2, entriesAware: true, entriesAwareMergeThreshold: 2_000 },
          ],
        },
        // A shared file would otherwise be named after all pages that need it.
        chunkFileNames: ({ name }) => `app/${name.split("~")[0]}-[hash].js`,
      },
    },
    chunkSizeWarningLimit: 1200,
  },
});
