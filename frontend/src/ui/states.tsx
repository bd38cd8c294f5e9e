/** Waiting, nothing there, and failed: the three things a page shows instead of data. */
import { Button, Spin } from "antd";
import type { CombinedError } from "urql";
import { isRefused, sentenceOf } from "@/lib/failures";
import type { Answer } from "@/lib/fresh";
import { texts } from "@/lib/texts";

export function Waiting() {
  return (
    <div className="waiting" role="status">
      <Spin /> <span>{texts.loading}</span>
    </div>
  );
}

interface FailedProps {
  error: CombinedError;
  retry: () => void;
  /** what did not come, where it does not go without saying */
  what?: string;
}

/** A refusal is no failure: it has its sentence, and nothing to try again. */
export function Failed({ error, retry, what }: FailedProps) {
  return (
    <div className="failed" role="alert">
      <p>
        {what ? texts.failure.lacking(what) : null}
        {sentenceOf(error)}
      </p>
      {isRefused(error) ? null : <Button onClick={retry}>{texts.retry}</Button>}
    </div>
  );
}

/** In the place of an answer that is not there: it is on its way, or why it is not. */
export function Unanswered({ to: { error, again } }: { to: Pick<Answer<unknown>, "error" | "again"> }) {
  return error ? <Failed error={error} retry={again} /> : <Waiting />;
}

/** Beside what stays empty without an answer (choices, counts); nothing while nothing is wrong. */
export function Lacking({ what, to: { error, asking, again } }: { what: string; to: Answer<unknown> }) {
  if (!error) return null;
  return (
    <div className="lacking" role="alert">
      {texts.failure.lacking(what)}
      {sentenceOf(error)}{" "}
      {isRefused(error) ? null : (
        <Button size="small" loading={asking} onClick={again}>
          {texts.retry}
        </Button>
      )}
    </div>
  );
}

/** The same where there is room for a word only: the sentence is what the button is called. */
export function BriefLacking({ what, to: { error, again } }: { what: string; to: Answer<unknown> }) {
  if (!error) return null;
  const said = texts.failure.lacking(what) + sentenceOf(error);
  return isRefused(error) ? (
    <span className="lacking-brief" title={said}>
      ?<span className="sr-only">{said}</span>
    </span>
  ) : (
    <button
      type="button"
      className="link lacking-brief"
      title={said}
      aria-label={`${said}${texts.retry}`}
      onClick={again}
    >
      {texts.retry}
    </button>
  );
}

/** What a select shows while its choices are on their way, and when they did not come. */
export function choiceState({ data, error, asking }: Answer<unknown>) {
  return {
    loading: asking,
    status: error ? ("error" as const) : undefined,
    notFoundContent: data ? undefined : error ? texts.failure.noChoices : texts.loading,
  };
}

export function Nothing({ children }: { children: string }) {
  return <p className="nothing">{children}</p>;
}
