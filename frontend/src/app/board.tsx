/** Entry of the board's page: without the workspace, its cache and its components. */
import "./polyfills";
import "../styles/board.css";
import "../styles/board-lists.css";
import "../styles/board-touch.css";
import "../styles/failures.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { BoardPage } from "@/features/board/board-page";

const root = document.getElementById("root");
if (root) {
  createRoot(root).render(
    <StrictMode>
      <BoardPage />
    </StrictMode>,
  );
}
