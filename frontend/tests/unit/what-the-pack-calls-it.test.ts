import { describe, expect, it } from "vitest";
import { toPlaces } from "@/features/assessment/places";
import { classWords } from "@/features/case/model";
import { inWordsOf } from "@/lib/role-words";

const roles = [
  { code: "LEAD", label: "牵头" },
  { code: "CO", label: "协办" },
  { code: "SEPARATE", label: "分别办理" },
];

describe("the page's own texts", () => {
  it("call the units' roles as the rule pack does, each where it stands", () => {
    expect(inWordsOf(roles, "主办单位可退回会办意见；分办须写明")).toBe(
      "牵头单位可退回协办意见；分别办理须写明",
    );
  });

  it("keep a name that the pack does not have", () => {
    expect(inWordsOf(roles, "独办")).toBe("独办");
  });
});

describe("a class of results", () => {
  const classed = { resultClass: "B", resultClassLabel: "年内办理落实", resultClassMeaningLabel: "正在解决" };

  it("is named with what it means elsewhere", () => {
    expect(classWords(classed)).toBe("B 年内办理落实（统一口径：正在解决）");
    expect(classWords(classed, false)).toBe("B 年内办理落实");
  });

  it("is nothing where there is none", () => {
    expect(classWords({ ...classed, resultClass: null })).toBeNull();
  });
});

describe("points", () => {
  it.each([
    ["3.529412", 2, "3.53"],
    ["3.5", 2, "3.50"],
    ["-0.004", 2, "0.00"],
    ["-3.335", 2, "-3.34"],
    ["19.96", 1, "20.0"],
    ["7.5", 0, "8"],
  ])("%s to %i places are %s", (exact, places, shown) => {
    expect(toPlaces(exact, places)).toBe(shown);
  });
});
