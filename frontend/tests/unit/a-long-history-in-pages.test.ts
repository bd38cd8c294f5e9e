import { describe, expect, it } from "vitest";
import { history, joined, type Steps, withOlder } from "@/features/case/history";
import type { CaseEvent, Reminder } from "@/features/case/model";

const at = (n: number) => `2026-01-01T00:${String(n).padStart(2, "0")}:00+08:00`;
const step = (n: number) => ({ id: String(n), at: at(n), label: `第${n}步` }) as CaseEvent;
const rung = (n: number) => ({ id: `r${n}`, at: at(n), text: "提醒" }) as Reminder;

/** Steps from a newer to an older number. */
function page(newest: number, oldest: number): Steps {
  const rows = Array.from({ length: newest - oldest + 1 }, (_, index) => step(newest - index));
  return { rows, cursor: String(oldest), hasMore: oldest > 1 };
}

const ids = ({ rows }: Steps) => rows.map(({ id }) => Number(id));

describe("the history of a case", () => {
  it("goes on below with what is older", () => {
    const both = withOlder(page(9, 7), page(6, 1));

    expect(ids(both)).toEqual([9, 8, 7, 6, 5, 4, 3, 2, 1]);
    expect(both.hasMore).toBe(false);
  });

  it("keeps older pages when new steps come on top, each step once", () => {
    const before = withOlder(page(9, 7), page(6, 4));

    const now = joined(page(11, 9), before);

    expect(ids(now)).toEqual([11, 10, 9, 8, 7, 6, 5, 4]);
    expect(now).toMatchObject({ cursor: "4", hasMore: true });
  });

  it("begins anew rather than show a gap", () => {
    expect(ids(joined(page(20, 18), page(9, 4)))).toEqual([20, 19, 18]);
  });

  it("shows no reminder of a time whose steps are not there yet", () => {
    const shown = history(page(9, 7), [rung(2), rung(8)]);

    expect(shown.map(({ id }) => id)).toEqual(["9", "8", "r8", "7"]);
    expect(history(page(3, 1), [rung(0)])).toHaveLength(4);
  });
});
