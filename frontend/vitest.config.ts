/** Units run in happy-dom; what needs layout, focus and real keys runs in the Chromium that the tests bring. */
import { existsSync } from "node:fs";
import { playwright } from "@vitest/browser-playwright";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

const NAMES = ["chromium-headless-shell", "chromium", "chromium-browser"];
const found = (process.env.PATH ?? "")
  .split(":")
  .flatMap((folder) => NAMES.map((name) => `${folder}/${name}`))
  .find(existsSync);
const alias = { "@": new URL("./src", import.meta.url).pathname };

export default defineConfig({
  test: {
    projects: [
      {
        resolve: { alias },
        test: { name: "unit", environment: "happy-dom", include: ["tests/unit/**/*.test.ts"] },
      },
      {
        plugins: [react()],
        resolve: { alias },
        // named here, or the first test to need one has the page built anew under the others
        optimizeDeps: {
          include: [
            ...["@ant-design/cssinjs", "@tanstack/react-router", "@tanstack/react-virtual", "@urql/core"],
            ...[
              "antd",
              "antd/locale/zh_CN",
              "dayjs",
              "dayjs/plugin/timezone",
              "dayjs/plugin/utc",
              "idb-keyval",
            ],
            ...[
              "react",
              "react-dom/client",
              "react/jsx-dev-runtime",
              "urql",
              "vitest-browser-react",
              "wonka",
            ],
          ],
        },
        test: {
          name: "components",
          include: ["tests/components/**/*.test.tsx"],
          testTimeout: 30_000, // beside the browser walks on two cores
          setupFiles: ["tests/components/support/page.ts"],
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({
              launchOptions: { executablePath: process.env.CHROMIUM || found, args: ["--no-sandbox"] },
            }),
            viewport: { width: 1280, height: 800 },
            instances: [{ browser: "chromium" }],
          },
        },
      },
    ],
  },
});
