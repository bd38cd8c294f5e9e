import { act, createElement } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeEach, expect, it } from "vitest";
import { useFocusBack } from "@/ui/use-focus-back";

(globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;

function Dialog() {
  useFocusBack();
  return createElement("input", { id: "inside" });
}

let root: Root;

beforeEach(() => {
  document.body.innerHTML =
    '<main id="content" tabindex="-1"><button id="opener"></button><div id="at"></div></main>';
  root = createRoot(document.getElementById("at") as HTMLElement);
  document.getElementById("opener")?.focus();
  act(() => root.render(createElement(Dialog)));
  document.getElementById("inside")?.focus();
});

afterEach(() => act(() => root.unmount()));

it("to what opened the dialog", () => {
  act(() => root.render(null));

  expect(document.activeElement?.id).toBe("opener");
});

it("to the page when what opened the dialog is gone with the step that was taken", () => {
  document.getElementById("opener")?.remove();

  act(() => root.render(null));

  expect(document.activeElement?.id).toBe("content");
});
