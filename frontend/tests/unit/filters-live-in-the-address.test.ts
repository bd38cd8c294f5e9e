import { describe, expect, it } from "vitest";
import { isCounted, isFiltered, variablesOf } from "@/features/worklist/filter";
import { readSearch, textSearch, writeSearch } from "@/lib/search-params";

describe("the work list's filter", () => {
  it("opens the viewer's own box when the address names none", () => {
    expect(variablesOf({}, "TO_DO").box).toBe("TO_DO");
    expect(variablesOf({ box: "DONE" }, "TO_DO").box).toBe("DONE");
  });

  it("ignores values that do not exist", () => {
    const variables = variablesOf({ box: "EVERYTHING", state: "FILED,NONSENSE", order: "; drop" }, "ALL");

    expect(variables).toMatchObject({ box: "ALL", states: ["FILED"], order: "REGISTERED" });
  });

  it("trusts the counters only when they count the same thing", () => {
    expect(isCounted(variablesOf({ kind: "PROPOSAL", session: "3" }, "TO_DO"))).toBe(true);
    expect(isCounted(variablesOf({ q: "电梯" }, "TO_DO"))).toBe(false);
    expect(isFiltered({ box: "ALL", order: "DUE" })).toBe(false);
  });

  it("keeps numbers and commas as text, and drops what it does not know", () => {
    const search = { unit: "12", state: "FILED,CLOSED", q: "电梯 & 路灯" };

    const back = textSearch("unit", "state", "q")({ ...readSearch(writeSearch(search)), big: "1" });

    expect(back).toEqual(search);
  });
});
