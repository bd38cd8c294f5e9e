import { describe, expect, it } from "vitest";
import type { StepContext } from "@/features/case/steps/definition";
import { reportInitial, reportInput } from "@/features/case/steps/definitions-across";

function context(origin: string, replies: unknown[] = []): StepContext {
  const row = { title: "关于改造排水的建议", origin, replies, publishConsent: false };
  return { row } as unknown as StepContext;
}

const point = { request: "改造", response: "已改造", resultClass: "A", promise: null, promisedOn: null };
const reply = { state: "DELIVERED", title: "答复", body: "正文", publishMode: "SUMMARY", points: [point] };

describe("the answer to another government", () => {
  it("begins with the reply that has gone out", () => {
    const values = reportInitial(context("UPPER", [{ ...reply, state: "VOID" }, reply]));

    expect([values.title, values.publishMode]).toEqual(["答复", "SUMMARY"]);
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
