import { CombinedError } from "@urql/core";
import { beforeEach, describe, expect, it } from "vitest";
import { type Listed, Pager } from "@/lib/pager";

type Answer = Listed<number, null> | { error: CombinedError };

/** The questions asked and not yet answered, in their order. */
let asked: { after: string | null; answer: (answer: Answer) => Promise<void> }[];
let list: number[];
let pager: Pager<number>;

const SIZE = 10;
const lost = new CombinedError({ networkError: new Error("lost") });

function ask(after: string | null): Promise<Answer> {
  return new Promise((resolve) => {
    const answer = async (given: Answer) => {
      resolve(given);
      await new Promise((done) => setTimeout(done));
    };
    asked.push({ after, answer });
  });
}

function pageAfter(after: string | null): Answer {
  const start = after === null ? 0 : Number(after);
  const rows = list.slice(start, start + SIZE);
  const end = start + rows.length;
  return { rows, cursor: String(end), hasMore: end < list.length, beside: null };
}

/** Answers what is asked, and what is asked thereupon, until nothing is. */
async function answerAll(most = 1_000): Promise<void> {
  for (let count = 0; count < most && asked.length > 0; count += 1) {
    const question = asked.shift();
    await question?.answer(pageAfter(question.after));
  }
}

beforeEach(async () => {
  asked = [];
  list = Array.from({ length: 95 }, (_, index) => index);
  pager = new Pager(ask, SIZE);
  pager.reload();
  await answerAll();
});

describe("a list that is read by pages", () => {
  it("shows its first page and asks for nothing more", () => {
    expect(pager.shown()).toMatchObject({ rows: list.slice(0, SIZE), hasMore: true, loading: false });
  });

  it("goes on to the end when something changes in the middle of it", async () => {
    pager.all();
    await answerAll(2);
    list = [-1, ...list];
    pager.reload();

    await answerAll();

    expect(pager.shown()).toMatchObject({ rows: list, hasMore: false, loading: false });
  });

  it("goes on to the end when that is asked for while a reload is under way", async () => {
    pager.reload();
    pager.all();

    await answerAll();

    expect(pager.shown()).toMatchObject({ rows: list, hasMore: false, loading: false });
  });

  it("reloads once for all that changed while it was read", async () => {
    pager.reload();
    pager.reload();
    pager.reload();
    let questions = 0;
    for (; asked.length > 0; questions += 1) await answerAll(1);

    expect(questions).toBe(2);
  });

  it("reloads as far as it was read, and shows the old rows until then", async () => {
    pager.more();
    await answerAll();
    list = list.map((row) => row + 1_000);

    pager.reload();
    await answerAll(1);
    const meanwhile = pager.shown().rows[0];
    await answerAll();

    expect(meanwhile).toBe(0);
    expect(pager.shown().rows).toEqual(list.slice(0, 2 * SIZE));
  });

  it("keeps its rows when a reload is not answered, says so, and asks again when told to", async () => {
    pager.reload();
    await asked.shift()?.answer({ error: lost });
    const failed = pager.shown();

    pager.reload();
    await answerAll();

    expect(failed).toMatchObject({ rows: list.slice(0, SIZE), hasMore: true, loading: false, error: lost });
    expect(pager.shown()).toMatchObject({ rows: list.slice(0, SIZE), error: undefined });
  });

  it("takes no answer any more when the page went to another list", async () => {
    pager.reload();
    const late = asked.shift();

    pager.stop();
    await late?.answer({ rows: [7], cursor: "7", hasMore: false, beside: null });

    expect(pager.shown().rows).toEqual(list.slice(0, SIZE));
  });

  it("reads no more than paper carries", async () => {
    list = Array.from({ length: 2_500 }, (_, index) => index);
    pager.reload();
    await answerAll();

    pager.all();
    await answerAll();

    expect(pager.shown().rows.length).toBe(2_000);
    expect(pager.shown().hasMore).toBe(false);
  });
});
