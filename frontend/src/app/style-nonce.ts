/**
 * Parts of antd (the scroll lock behind a dialog, the measuring of scroll bars) make style elements without the
 * page's nonce, which the content policy then refuses. Elements made by our own scripts get it here; markup that
 * somebody smuggles into the page is not made this way and stays refused.
 */
import { boot } from "@/lib/boot";

const make: (tag: string, options?: ElementCreationOptions) => HTMLElement =
  document.createElement.bind(document);

function makeWithNonce(tag: string, options?: ElementCreationOptions): HTMLElement {
  const element = make(tag, options);
  if (element instanceof HTMLStyleElement && boot.nonce) element.nonce = boot.nonce;
  return element;
}

document.createElement = makeWithNonce as typeof document.createElement;
