import { describe, expect, it } from "vitest";
import { draftInput } from "@/features/case/draft/draft-values";
import { proposersFor, registerInput } from "@/features/register/register-values";
import { camel } from "@/lib/failures";
import { newKey } from "@/lib/idempotency";
import { dueWords } from "@/ui/chips";

describe("a registration", () => {
  it("has exactly one lead, the first when the chosen one was removed", () => {
    const input = registerInput({ title: " 题 ", proposers: [{ name: "甲" }, { name: "乙" }], lead: 5 });

    expect(input.proposers.map(({ isLead }) => isLead)).toEqual([true, false]);
    expect(input.title).toBe("题");
  });

  it("takes members as proposers of proposals and deputies of suggestions", () => {
    const kinds = (["PROPOSAL", "SUGGESTION"] as const).map(
      (kind) => registerInput({ kind, proposers: [{ name: "甲" }] }).proposers[0]?.kind,
    );

    expect(kinds).toEqual(["MEMBER", "DEPUTY"]);
  });

  it("changes the usual proposers with the kind, and leaves the others", () => {
    const kinds = proposersFor("SUGGESTION", [{ kind: "MEMBER" }, { kind: "DELEGATION" }]);

    expect(kinds).toEqual([{ kind: "DEPUTY" }, { kind: "DELEGATION" }]);
  });
});

describe("a draft", () => {
  it("leaves the colon after the addressee to the letter", () => {
    expect(draftInput({ addressee: "赵建国代表：" }).addressee).toBe("赵建国代表");
  });

  it("classes a point like the letter when it has no class of its own", () => {
    expect(draftInput({ resultClass: "B", points: [{ request: "甲", response: "乙" }] }).points[0]).toEqual({
      request: "甲",
      response: "乙",
      resultClass: "B",
      promise: null,
      promisedOn: null,
    });
  });
});

describe("small things", () => {
  it("keys are unlike each other and of a length the server takes", () => {
    expect(newKey()).toMatch(/^[a-z0-9-]{8,64}$/);
    expect(newKey()).not.toBe(newKey());
  });

  it("a refusal's field is found in either spelling", () => {
    expect(camel("proposed_unit_id")).toBe("proposedUnitId");
  });

  it("a clock speaks words, and is silent when it does not run", () => {
    expect(dueWords({ light: "RED", daysLeft: -3 })).toBe("逾期3天");
    expect(dueWords({ light: "YELLOW", daysLeft: 0 })).toBe("今日到期");
    expect(dueWords({ light: "GREY", daysLeft: 4, dueOn: "2026-03-05" })).toBe("2026-03-05");
  });
});
