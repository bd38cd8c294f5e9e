// The page of a case that came from above tells that an urge waits: its answer is given on another page.
import { expect, test } from "vitest";
import { urgedBy } from "@/features/case/page/across";

const urge = { step: "urge" as const, replyBy: "2026-12-10" };
const answer = { step: "answer_urge" as const, replyBy: null };
const sign = { step: "sign" as const, replyBy: null };

test("an urge that nobody has answered", () => {
  expect(urgedBy([sign, urge])).toBe("2026-12-10");
  expect(urgedBy([urge, answer, urge, sign])).toBe("2026-12-10");
});

test("none, or one that was answered", () => {
  expect(urgedBy([sign])).toBeNull();
  expect(urgedBy([urge, answer])).toBeNull();
});
