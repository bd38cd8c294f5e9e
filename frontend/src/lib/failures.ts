/** Turns what can go wrong with a request into one Chinese sentence that says what to do. */
import { CombinedError } from "@urql/core";
import { texts } from "@/lib/texts";
import { Unanswered } from "@/lib/time-limit";

export interface Problem {
  /** name of the form field it is about, or "" */
  field: string;
  message: string;
}

export interface Refused {
  code: string;
  field: string;
  message: string;
}

/** reason_text -> reasonText: the server names inputs in either way. */
export function camel(name: string): string {
  return name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

/** The refusal of a command, at its field. */
export function problemOfRefusal(refusal: Refused): Problem {
  return { field: camel(refusal.field), message: refusal.message };
}

/** `extensions.code` of the first GraphQL error, or "" */
export function errorCode(error: CombinedError | undefined): string {
  const code = error?.graphQLErrors[0]?.extensions?.code;
  return typeof code === "string" ? code : "";
}

const REFUSED = new Set(["FORBIDDEN", "NOT_FOUND", "BAD_REQUEST", "TOO_LARGE", "TOO_COMPLEX"]);

/** True when the answer is a no that stays one: asking again would be answered alike. */
export function isRefused(error: CombinedError): boolean {
  return !error.networkError && REFUSED.has(errorCode(error));
}

/** The sentence for a request that failed; the server's own sentence where it sent one. */
export function sentenceOf(error: CombinedError): string {
  if (error.networkError) return sentenceOfSilence(error.networkError);
  const said = error.graphQLErrors[0]?.message;
  return said && errorCode(error) !== "INTERNAL" ? said : texts.failure.internal;
}

function sentenceOfSilence(error: Error): string {
  if (!(error instanceof Unanswered)) return texts.failure.lost.read;
  return (error.late ? texts.failure.late : texts.failure.lost)[error.intent];
}

/** An answer that has neither data nor an error. */
export const noAnswer = () => new CombinedError({ networkError: new Unanswered("read", false) });
