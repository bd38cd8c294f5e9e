// The page of a case that came from above tells that an urge waits: its answer is given on another page.
import { expect, test } from "vitest";
import { urgedBy } from "@/features/case/page/across";

const urged = { incoming: true, state: "SIGNED" as const, urgedUntil: "2026-12-10" };

test("an urge that nobody has answered, also when the opinion was taken", () => {
  expect(urgedBy(urged)).toBe("2026-12-10");
  expect(urgedBy({ ...urged, state: "ACCEPTED" })).toBe("2026-12-10");
});

test("none, one of one's own, or one that can no longer be answered", () => {
  expect(urgedBy({ ...urged, urgedUntil: null })).toBeNull();
  expect(urgedBy({ ...urged, incoming: false })).toBeNull();
  expect(urgedBy({ ...urged, state: "RECALLED" })).toBeNull();
});
