// The units that have no room on the board are told with those of them that are late.
import { expect, test } from "vitest";
import { lateOnes } from "@/features/board/units";
import { boardTexts } from "@/lib/texts-board";

test("none of them late", () => {
  const rest = [{ overdue: 0, earlierOverdue: 0 }];
  expect(boardTexts.moreUnits(rest.length, lateOnes(rest))).toBe("另有 1 个单位无逾期");
});

test("late ones of this year and of years before", () => {
  const rest = [
    { overdue: 2, earlierOverdue: 0 },
    { overdue: 0, earlierOverdue: 1 },
    { overdue: 0, earlierOverdue: 0 },
  ];
  expect(boardTexts.moreUnits(rest.length, lateOnes(rest))).toBe("另有 3 个单位，其中 2 个有逾期");
});
