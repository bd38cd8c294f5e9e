/** Entry of the workspace page: Django renders the frame, this fills it. */
import "./polyfills";
import "./style-nonce";
import "./paper-shape";
import "../styles/base.css";
import "../styles/shell.css";
import "../styles/duties.css";
import "../styles/grid.css";
import "../styles/case.css";
import "../styles/due.css";
import "../styles/failures.css";
import "../styles/forms.css";
import "../styles/paper.css";
import "../styles/assessment.css";
import "../styles/calendar.css";
import "../styles/rules.css";
import "../styles/rules-contents.css";
import "../styles/touch.css";
import "../styles/print.css";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { SessionProvider } from "@/lib/session";
import { router } from "./router";
import { Look } from "./theme";

const root = document.getElementById("root");
if (root) {
  createRoot(root).render(
    <StrictMode>
      <Look>
        <SessionProvider>
          <RouterProvider router={router} />
        </SessionProvider>
      </Look>
    </StrictMode>,
  );
}
