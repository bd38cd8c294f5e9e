// What the government above urged is told on the case page, and handed on to a unit with its words, in time.
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { upperUrge } from "@/features/case/model";
import { CrossingEvent } from "@/features/case/page/across";
import { wantedOf } from "@/features/case/page/step-panel";
import { DEFINITIONS } from "@/features/case/steps/definitions";
import { today } from "@/lib/dates";

const said = (step: string, text: string | null, replyBy: string | null = null) => ({
  ...{
    version: 1,
    step,
    label: step,
    government: "云州市",
    actor: "顾长安（政府办）",
    at: "2026-03-05T02:00:00Z",
  },
  ...{ reason: null, unit: null, text, replyBy },
});
const row = (...events: unknown[]) => ({ envelopes: [{ incoming: true, events }] }) as never;
const field = (name: string) => DEFINITIONS.URGE_UNIT?.fields.find((one) => one.name === name);

describe("what the government above urged", () => {
  it("waits until it is answered", () => {
    expect(upperUrge(row(said("URGE", "先签收。", "2099-01-01")))?.text).toBe("先签收。");
    expect(
      upperUrge(row(said("URGE", "先签收。", "2099-01-01"), said("ANSWER_URGE", "已签收。"))),
    ).toBeUndefined();
    expect(
      upperUrge({ envelopes: [{ incoming: false, events: [said("URGE", "请办。")] }] } as never),
    ).toBeUndefined();
  });

  it("does not wait on what was taken back", () => {
    const events = [said("URGE", "请办。", "2099-01-01")];

    expect(
      upperUrge({ envelopes: [{ incoming: true, state: "RECALLED", events }] } as never),
    ).toBeUndefined();
    expect(upperUrge({ envelopes: [{ incoming: true, state: "SIGNED", events }] } as never)).toBeDefined();
  });

  it("is in the form by which the office urges its unit, with the day it must not pass", () => {
    const context = { row: row(said("SIGN", null), said("URGE", "请说明进展。", "2099-01-01")) } as never;

    expect(field("text")?.initial?.(context)).toBe("请说明进展。");
    expect(field("replyBy")?.initial?.(context)).toBe("2099-01-01");
    expect(field("text")?.hintOf?.(context)).toContain("2099-01-01");
  });

  it("is handed on for today when its day has passed, and prefills nothing when none waits", () => {
    const late = { row: row(said("URGE", "请说明进展。", "2020-01-01")) } as never;
    const none = { row: row(said("SIGN", null)) } as never;

    expect(field("replyBy")?.initial?.(late)).toBe(today());
    expect([field("text"), field("replyBy")].map((one) => one?.initial?.(none))).toEqual([
      undefined,
      undefined,
    ]);
  });

  it("is told on the case page: who, what, until when", () => {
    const shown = renderToStaticMarkup(
      createElement(CrossingEvent, { event: said("URGE", "请说明进展。", "2099-01-01") } as never),
    );

    for (const part of ["顾长安", "请说明进展。", "2099-01-01"]) expect(shown).toContain(part);
  });

  it("leads to the form of the step, where it can be taken", () => {
    const steps = [
      { step: "URGE_UNIT", blocked: "已催办", subjectId: "1" },
      { step: "URGE_UNIT", blocked: null, subjectId: "2" },
    ] as never[];

    expect(wantedOf(steps, "URGE_UNIT")?.subjectId).toBe("2");
    expect(wantedOf(steps.slice(0, 1), "URGE_UNIT")).toBeNull();
    expect(wantedOf(steps, undefined)).toBeNull();
  });
});
