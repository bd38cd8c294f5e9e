import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: { alias: { "@": new URL("./src", import.meta.url).pathname } },
  test: { environment: "happy-dom", include: ["tests/unit/**/*.test.ts"] },
});
