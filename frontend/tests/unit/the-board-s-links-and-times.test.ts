import { describe, expect, it } from "vitest";
import { listOf, REPLIED, UNFINISHED } from "@/features/board/sums";
import { clockOf, secondOf } from "@/features/board/times";
import { variablesOf } from "@/features/worklist/filter";

const LATE_IN_THE_DAY = "2026-03-05T16:02:31Z"; // after midnight in the government's zone

describe("a figure of the board", () => {
  it("opens the list of exactly its stages", () => {
    const address = new URL(listOf({ state: REPLIED }), "http://yunzhou.localhost");

    const filter = variablesOf(Object.fromEntries(address.searchParams), "TO_DO");

    expect(filter.box).toBe("ALL");
    expect([...(filter.states ?? [])].sort()).toEqual([...REPLIED].sort());
  });

  it("counts no stage both as unfinished and as ended", () => {
    expect(
      UNFINISHED.filter((stage) => ["CLOSED", "ARCHIVED", "MERGED", "RECALLED"].includes(stage)),
    ).toEqual([]);
  });
});

describe("the board's clock", () => {
  it("follows the government's zone, not the computer's", () => {
    expect(secondOf(Date.parse(LATE_IN_THE_DAY))).toBe("00:02:31");
  });

  it("shows the time of what happened today there, and the day of what happened before", () => {
    expect(clockOf(LATE_IN_THE_DAY, new Date("2026-03-05T17:00:00Z"))).toBe("00:02");
    expect(clockOf(LATE_IN_THE_DAY, new Date("2026-03-06T17:00:00Z"))).toBe("3/6");
  });
});
