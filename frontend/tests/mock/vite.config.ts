/** `npx vite --config tests/mock/vite.config.ts`: the pages against invented data. MOCK_PLATFORM=1 for the platform's host. */
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
// @ts-expect-error the mock is plain JavaScript
import { mockApi } from "./server.mjs";

export default defineConfig({
  root: new URL("../..", import.meta.url).pathname,
  plugins: [react(), mockApi()],
  resolve: { alias: { "@": new URL("../../src", import.meta.url).pathname } },
  server: { port: 5180, strictPort: true },
});
