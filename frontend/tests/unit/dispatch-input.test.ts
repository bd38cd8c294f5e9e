import { describe, expect, it } from "vitest";
import type { StepContext } from "@/features/case/steps/definition";
import { assignmentsOf, dispatchInput, rolesOf } from "@/features/case/steps/dispatch-input";

const context = { step: { step: "DISPATCH" } } as unknown as StepContext;

describe("the dispatch form", () => {
  it("names one unit for 独办", () => {
    expect(assignmentsOf({ shape: "SOLE", lead: "1", co: ["2"] })).toEqual([{ unitId: "1", role: "SOLE" }]);
  });

  it("puts the lead before the co-handlers", () => {
    const roles = assignmentsOf({ shape: "LEAD", lead: "1", co: ["2", "3"] }).map(({ role }) => role);

    expect(roles).toEqual(["LEAD", "CO", "CO"]);
  });

  it("gives every separate unit its part and drops empty rows", () => {
    const parts = [{ unitId: "1", part: " 道路 " }, {}, { unitId: "2", part: "照明" }];

    expect(assignmentsOf({ shape: "SEPARATE", parts })).toEqual([
      { unitId: "1", role: "SEPARATE", part: "道路" },
      { unitId: "2", role: "SEPARATE", part: "照明" },
    ]);
  });

  it("adds single units to those at work when dispatching again", () => {
    const again = { ...context, step: { step: "REDISPATCH" } } as unknown as StepContext;

    const input = dispatchInput({ shape: "SOLE", added: [{ role: "CO", unitId: "7" }, {}] }, again);

    expect(input.assignments).toEqual([{ unitId: "7", role: "CO", part: "" }]);
  });

  it("sends a due date only when somebody named one", () => {
    const untouched = dispatchInput({ shape: "SOLE", lead: "1", dueOn: "" }, context);
    const named = dispatchInput({ shape: "SOLE", lead: "1", complex: true, dueOn: "2026-06-01" }, context);

    expect([untouched.dueOn, untouched.coDueOn]).toEqual([null, null]);
    expect(named.dueOn).toBe("2026-06-01");
  });

  it("asks for the days of the roles that its units will have", () => {
    const again = { step: { step: "REDISPATCH" } } as unknown as StepContext;

    expect(rolesOf({ shape: "LEAD" }, context)).toEqual(["LEAD", "CO"]);
    expect(rolesOf({ shape: "JOINT_LEAD", co: [] }, context)).toEqual(["JOINT_LEAD"]);
    expect(rolesOf({ added: [{ role: "CO" }, { role: "CO" }, {}] }, again)).toEqual(["CO"]);
  });
});
