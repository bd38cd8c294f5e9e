/** The text of a letter as paragraphs with the levels of GB/T 9704-2012. Pure. */

/** Lines of the text are its paragraphs; blank ones only separate. */
export function paragraphs(body: string): string[] {
  return body
    .split(/\n+/)
    .map((line) => line.trim())
    .filter(Boolean);
}

/** Headings of the first level 一、 in 黑体, of the second （一） in 楷体, as the standard has them. */
export function levelOf(line: string): string {
  if (line.length > 40) return "";
  if (/^[一二三四五六七八九十]+、/.test(line)) return "level-one";
  return /^（[一二三四五六七八九十]+）/.test(line) ? "level-two" : "";
}
