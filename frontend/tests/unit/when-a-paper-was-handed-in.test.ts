// 提出时间 is told of a paper of an own session; of one that another government sent, nobody here knows it.
import { expect, test } from "vitest";
import { periodOf } from "@/features/case/page/basics";

const session = { id: "1", name: "云州市第十六届人民代表大会第四次会议", year: 2026 };

test("a paper of an own session", () => {
  expect(periodOf({ session, period: "闭会期间" } as Parameters<typeof periodOf>[0])).toBe("闭会期间");
});

test("a paper that another government sent", () => {
  expect(periodOf({ session: null, period: "大会期间" } as Parameters<typeof periodOf>[0])).toBeNull();
});
