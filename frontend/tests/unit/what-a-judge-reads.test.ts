import { describe, expect, it } from "vitest";
import { type FullCase, isToBeJudged, replyUnder, saidOf } from "@/features/case/model";

const row = (...steps: { step: string; subjectId: string; duty: boolean }[]) =>
  ({ replies: [{ id: "7" }, { id: "8" }], allowedSteps: steps }) as unknown as FullCase;
const step = (code: string, subjectId: string, duty = true) => ({ step: code, subjectId, duty });

describe("who judges a reply", () => {
  it("has the very reply at hand, in each step that judges one", () => {
    for (const code of ["PASS_SECTION_REVIEW", "PASS_LEADER_REVIEW", "RETURN_FROM_OFFICE", "SIGN_REPLY"])
      expect(replyUnder(row(), step(code, "8") as never)?.id).toBe("8");
  });

  it("has none in a step on something else that happens to have the same number", () => {
    expect(replyUnder(row(), step("SIGN_FOR", "8") as never)).toBeUndefined();
  });

  it("finds it first on the page while it is theirs to judge, and only then", () => {
    expect(isToBeJudged(row(step("PASS_LEADER_REVIEW", "8")))).toBe(true);
    expect(isToBeJudged(row(step("PASS_LEADER_REVIEW", "8", false), step("ISSUE_REPLY", "8")))).toBe(false);
  });
});

describe("who writes a reply anew", () => {
  it("reads what the proposer said of this unit's replies, the newest first", () => {
    const said = (round: number, unit: string, returnedOn: string | null) => ({
      round,
      unit: { id: unit },
      returnedOn,
    });
    const feedbackRounds = [
      said(1, "1", "2026-05-01"),
      said(1, "2", "2026-05-02"),
      said(2, "1", "2026-06-01"),
      said(3, "1", null),
    ];

    expect(saidOf({ feedbackRounds } as unknown as FullCase, "1").map(({ round }) => round)).toEqual([2, 1]);
  });
});
