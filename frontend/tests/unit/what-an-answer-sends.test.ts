import { describe, expect, it } from "vitest";
import type { StepContext } from "@/features/case/steps/definition";
import { opinionInitial, reportInitial, reportInput } from "@/features/case/steps/definitions-across";

function context(origin: string, replies: unknown[] = []): StepContext {
  const row = { title: "关于改造排水的建议", origin, replies, publishConsent: false };
  return { row } as unknown as StepContext;
}

const point = { request: "改造", response: "已改造", resultClass: "A", promise: null, promisedOn: null };
const reply = {
  round: 1,
  state: "ADOPTED",
  title: "答复",
  body: "正文",
  publishMode: "SUMMARY",
  points: [point],
};

describe("the answer to another government", () => {
  it("begins with the draft that has passed the office's review", () => {
    const values = reportInitial(context("UPPER", [{ ...reply, state: "VOID" }, reply]));

    expect([values.title, values.publishMode]).toEqual(["答复", "SUMMARY"]);
  });

  it("puts the drafts of separate parts one after the other, of this round only", () => {
    const old = { ...reply, state: "DELIVERED", body: "上一轮" };
    const parts = ["甲", "乙"].map((body) => ({ ...reply, round: 2, body }));

    const values = reportInitial(context("UPPER", [old, ...parts]));

    expect(values.body).toBe("甲\n乙");
    expect(values.points).toHaveLength(2);
  });

  it("begins an opinion with the unit's words, and with all of several units'", () => {
    const said = (...words: string[]) => words.map((text) => ({ text, contact: "" }));
    const one = { unit: { shortName: "水务局" }, coOpinions: said("旧", "同意") };
    const other = { unit: { shortName: "财政局" }, coOpinions: said("可以") };
    const of = (assignments: unknown[]) =>
      opinionInitial({ row: { assignments, envelopes: [] } } as unknown as StepContext);

    expect(of([one]).text).toBe("同意");
    expect(of([one, other]).text).toBe("水务局：同意\n财政局：可以");
  });

  it("begins with the title of the paper where no unit has replied", () => {
    const values = reportInitial(context("LOWER"));

    expect([values.title, values.publishMode]).toEqual(["关于《关于改造排水的建议》的答复", "ON_REQUEST"]);
  });

  it("sends points to the government above, and none to one below", () => {
    const values = { title: "答复", body: "正文", resultClass: "A", publishMode: "FULL", points: [point] };

    expect(reportInput(values, context("UPPER")).points).toHaveLength(1);
    expect(reportInput({ ...values, resultClass: undefined }, context("LOWER"))).toMatchObject({
      points: [],
      resultClass: null,
    });
  });
});
