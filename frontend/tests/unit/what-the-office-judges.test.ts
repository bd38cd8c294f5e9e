import { describe, expect, it } from "vitest";
import { itemsOf } from "@/features/case/steps/checklist-body";
import type { StepContext } from "@/features/case/steps/definition";

const asked = (origin: string, ...parts: { role: string; state: string }[]) =>
  itemsOf({
    row: { origin, assignments: parts },
    procedure: { checklist: [{ code: "POINTS" }, { code: "CO_OPINIONS" }] },
  } as unknown as StepContext).map(({ code }) => code);

describe("the office's checklist", () => {
  it("asks about the opinions of co-handlers where there are some", () => {
    expect(asked("OWN", { role: "LEAD", state: "HANDLING" }, { role: "CO", state: "CO_ACCEPTED" })).toContain(
      "CO_OPINIONS",
    );
    expect(asked("UPPER", { role: "SOLE", state: "HANDLING" })).toContain("CO_OPINIONS");
  });

  it("does not where there is none, or none any more", () => {
    expect(asked("OWN", { role: "SOLE", state: "HANDLING" })).toEqual(["POINTS"]);
    expect(asked("OWN", { role: "LEAD", state: "HANDLING" }, { role: "CO", state: "RETURNED" })).toEqual([
      "POINTS",
    ]);
  });
});
