/** One polite voice of the page: what was done, said once to a screen reader and shown for a moment. */
import { useEffect, useState } from "react";

let say: (sentence: string) => void = () => undefined;

/** Says a short sentence; never moves the focus. */
export function announce(sentence: string): void {
  say(sentence);
}

const SHOWN = 5_000;

export function Announcer() {
  const [sentence, setSentence] = useState("");
  useEffect(() => {
    say = setSentence;
    return () => {
      say = () => undefined;
    };
  }, []);
  useEffect(() => {
    if (!sentence) return;
    const timer = window.setTimeout(() => setSentence(""), SHOWN);
    return () => window.clearTimeout(timer);
  }, [sentence]);
  return (
    <div role="status" aria-live="polite" className={sentence ? "announce announce-shown" : "announce"}>
      {sentence}
    </div>
  );
}
