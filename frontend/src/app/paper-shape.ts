/**
 * The sheet that the page is printed on: landscape for lists, the margins of GB/T 9704 for letters.
 * Named pages of CSS would say the same, but Chromium 109 begins a new sheet at each block inside one (77 for 6).
 */
const LETTER = `@page { size: A4; margin: 37mm 20mm 35mm;
  @bottom-center { content: "— " counter(page) " —"; font: 14pt SimSun, serif; } }
@page :first { margin-top: 30mm; @bottom-center { content: none; } }`; // its first page has no number

const SHAPES: readonly [selector: string, css: string][] = [
  [".paper-letter", LETTER],
  [".paper-form, .paper-sheet", "@page { size: A4; margin: 16mm 20mm; }"],
  [".work-list", "@page { size: A4 landscape; margin: 12mm; }"],
];

const sheet = document.createElement("style");
document.head.append(sheet);

window.addEventListener("beforeprint", () => {
  sheet.textContent = SHAPES.find(([selector]) => document.querySelector(selector))?.[1] ?? "";
});
