// What the page says in the place of units: an old list is named only where the case came with one.
import { expect, test } from "vitest";
import { withoutUnits } from "@/features/case/page/units";

const answered = { mergedInto: null, repliedOn: "2026-03-05" };

test("an own case that was answered before the system is an old one", () => {
  expect(withoutUnits({ ...answered, origin: "OWN" })).toContain("历史件");
});

test("a request from below that the office answered itself is none", () => {
  expect(withoutUnits({ ...answered, origin: "LOWER" })).toBe("由政府办直接办理，未交承办单位。");
});

test("what is not answered yet is not dispatched yet", () => {
  expect(withoutUnits({ ...answered, repliedOn: null, origin: "LOWER" })).toBe("尚未交办。");
});
