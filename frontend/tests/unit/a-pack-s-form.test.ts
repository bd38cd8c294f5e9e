import { describe, expect, it } from "vitest";
import { keptArticles } from "@/features/rules/kept";
import { outline, spanText } from "@/features/rules/outline";
import { problemsBySection } from "@/features/rules/sections";
import type { Schema } from "@/features/rules/schema";
import { type Body, changed, numberOf, valueAt } from "@/features/rules/values";

const body: Body = {
  title: "规则",
  deadlines: { reply: { months: 3, article: "某条" } },
  signers: ["A", "B"],
};

describe("a pack's body", () => {
  it("is altered at one place, and what was not touched stays the same object", () => {
    const next = changed(body, ["deadlines", "reply", "months"], 2);

    expect(valueAt(next, ["deadlines", "reply"])).toEqual({ months: 2, article: "某条" });
    expect(next.signers).toBe(body.signers);
    expect(valueAt(body, ["deadlines", "reply", "months"])).toBe(3);
  });

  it("loses a key that is taken out, and gains places that were not there", () => {
    expect("signers" in changed(body, ["signers"], undefined)).toBe(false);
    expect(changed(body, ["articles", "signers"], "某条").articles).toEqual({ signers: "某条" });
    expect(changed(body, ["signers", 1], "C").signers).toEqual(["A", "C"]);
  });

  it("keeps what is no number as it was typed, for the check to name", () => {
    expect([numberOf(" 10 "), numberOf("x"), numberOf(""), numberOf("1.5")]).toEqual([
      10,
      "x",
      undefined,
      "1.5",
    ]);
  });
});

describe("the contents of the form", () => {
  it("count what is wrong in each part, articles with what they are the basis of", () => {
    const paths = ["title", "deadlines.reply.months", "deadlines.co", "articles.signers", "signers.0"];

    expect(problemsBySection(paths.map((path) => ({ path })))).toEqual({
      basis: 1,
      deadlines: 2,
      signing: 2,
    });
  });

  it("leave what belongs to no part to the list", () => {
    expect(problemsBySection([{ path: "" }, { path: "nonsense.1" }])).toEqual({});
  });
});

describe("articles of another jurisdiction", () => {
  const shipped = [
    { jurisdiction: "全国（通用）", body: { ...body, articles: { signers: "甲地第一条" } } as Body },
  ];
  const draft: Body = { ...body, jurisdiction: "乙省", articles: { signers: "甲地第一条" } };

  it("are named until they are rewritten", () => {
    expect(keptArticles(draft, shipped).map(({ path }) => path.join("."))).toEqual([
      "deadlines.reply.article",
      "articles.signers",
    ]);
    const next = changed(draft, ["articles", "signers"], "乙省办法第二条");
    expect(keptArticles(next, shipped).map(({ article }) => article)).toEqual(["某条"]);
  });

  it("are their own in the jurisdiction that they are of", () => {
    expect(keptArticles({ ...draft, jurisdiction: "全国（通用）" }, shipped)).toEqual([]);
  });
});

describe("a pack as a document", () => {
  it("tells spans in words, with a fixed day and what holds after it", () => {
    expect(spanText({ working_days: 10 })).toBe("10 个工作日");
    expect(spanText({ months: 1, by: "05-31" })).toBe("5月31日前；晚于该日交办的为 1 个月");
  });

  it("has a line for each value that the body states", () => {
    const plain: Schema = { at: () => ({ title: "项" }), word: String, required: () => false };

    const lines = outline({ title: "规则", case_word: "建" }, plain).flatMap((section) => section.lines);

    expect(lines.map(({ path, text }) => [path, text])).toEqual([
      ["title", "规则"],
      ["case_word", "建"],
    ]);
  });
});
