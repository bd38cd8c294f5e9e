/** Waiting, nothing there, and failed: the three things a page shows instead of data. */
import { Button, Spin } from "antd";
import type { CombinedError } from "urql";
import { isRefused, sentenceOf } from "@/lib/failures";
import { texts } from "@/lib/texts";

export function Waiting() {
  return (
    <div className="waiting" role="status">
      <Spin /> <span>{texts.loading}</span>
    </div>
  );
}

/** A refusal is no failure: it has its sentence, and nothing to try again. */
export function Failed({ error, retry }: { error: CombinedError; retry: () => void }) {
  return (
    <div className="failed" role="alert">
      <p>{sentenceOf(error)}</p>
      {isRefused(error) ? null : <Button onClick={retry}>{texts.retry}</Button>}
    </div>
  );
}

export function Nothing({ children }: { children: string }) {
  return <p className="nothing">{children}</p>;
}
