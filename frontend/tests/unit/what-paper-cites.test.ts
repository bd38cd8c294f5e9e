// Printed papers cite a case by its number: one's own, or the sender's after the sender's name.
import { expect, test } from "vitest";
import { citedNumber } from "@/features/case/model";

test("one's own number", () => {
  expect(citedNumber({ caseNo: "2026建0077", registrationNo: "登2026-0087" })).toBe("第2026建0077号");
});

test("the number of the government that sent it", () => {
  expect(citedNumber({ caseNo: null, registrationNo: "云州市 2026建0077" })).toBe("云州市第2026建0077号");
});
