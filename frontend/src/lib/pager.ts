/**
 * A list that is read by cursor: page after page up to a goal, and anew when something changed. The goal outlives
 * a reload, so that `End` is not lost when somebody else's step reloads the list in the middle of it.
 */
import type { CombinedError } from "@urql/core";

/** As many rows as a screen or paper carries. */
export const LIMIT = 2_000;

/** What is shown of a list: its first rows, where they end, and what the last answer said beside them. */
export interface Listed<Row, Beside> {
  rows: Row[];
  cursor: string | null;
  hasMore: boolean;
  beside: Beside | null;
}

/** What a person sees: the rows, whether more are on their way, and why the last question was not answered. */
export interface Shown<Row, Beside> extends Listed<Row, Beside> {
  loading: boolean;
  error: CombinedError | undefined;
}

type Answer<Row, Beside> = Listed<Row, Beside> | { error: CombinedError };
const NOTHING = { rows: [], cursor: null, hasMore: false, beside: null };

export class Pager<Row, Beside = null> {
  #shown: Shown<Row, Beside>;
  #goal: number;
  #pass = 0;
  #reading = false;
  #again = false;
  readonly #listeners = new Set<() => void>();

  /** `ask` reads the rows after a cursor; `before` is shown until the first pass is over. */
  constructor(
    readonly ask: (after: string | null) => Promise<Answer<Row, Beside>>,
    readonly size: number,
    before: Listed<Row, Beside> = NOTHING,
  ) {
    this.#shown = { ...before, loading: true, error: undefined };
    this.#goal = Math.max(size, before.rows.length);
  }

  readonly shown = () => this.#shown;

  readonly subscribe = (listener: () => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  /** One page more than is shown. */
  readonly more = () => this.#upTo(this.#shown.rows.length + this.size);

  /** All there is, up to the limit. */
  readonly all = () => this.#upTo(LIMIT);

  /** From the start, as far as it was shown or wanted. Rows stay until the new ones are there. */
  readonly reload = () => {
    if (this.#reading) this.#again = true;
    else void this.#read(NOTHING);
  };

  /** Answers still on their way are not taken any more. */
  readonly stop = () => {
    this.#pass += 1;
    this.#reading = false;
    this.#again = false;
  };

  #upTo(rows: number): void {
    if (!this.#shown.hasMore) return;
    this.#goal = Math.max(this.#goal, Math.min(rows, LIMIT)); // a pass under way goes on up to it
    if (!this.#reading) void this.#read(this.#shown);
  }

  async #read(from: Listed<Row, Beside>): Promise<void> {
    const mine = ++this.#pass;
    this.#reading = true;
    this.#show({ ...this.#shown, loading: true });
    let read = from;
    let error: CombinedError | undefined;
    do {
      const next = await this.ask(read.cursor);
      if (mine !== this.#pass) return;
      error = "error" in next ? next.error : undefined;
      if (!("error" in next)) read = { ...next, rows: [...read.rows, ...next.rows] };
    } while (!error && read.hasMore && read.rows.length < this.#goal);
    this.#reading = false;
    const kept = read === NOTHING ? this.#shown : read; // a reload that failed takes no rows away
    const hasMore = kept.hasMore && kept.rows.length < LIMIT;
    this.#show({ ...kept, hasMore, loading: this.#again, error });
    if (!this.#again) return;
    this.#again = false;
    void this.#read(NOTHING);
  }

  #show(shown: Shown<Row, Beside>): void {
    this.#shown = shown;
    for (const listener of this.#listeners) listener();
  }
}
