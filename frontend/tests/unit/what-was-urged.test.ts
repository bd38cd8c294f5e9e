// 答复催办 on an envelope shows what was urged and by when, as the unit's form does.
import { expect, test } from "vitest";
import { urgedOf } from "@/features/transfers/envelope-steps";

const event = (step: "sign" | "urge" | "answer_urge", text: string | null, replyBy: string | null) => ({
  ...{ version: 1, label: "", government: "", actor: "", at: "", reason: null, unit: null },
  ...{ step, text, replyBy },
});

test("what waits, without what was answered", () => {
  const events = [event("urge", "先签收。", "2026-03-01"), event("answer_urge", "已签收。", null)];
  expect(urgedOf({ events })).toBeUndefined();
  expect(urgedOf({ events: [...events, event("urge", "请说明进展。", "2026-03-09")] })).toBe(
    "催办（2026-03-09 前答复）：请说明进展。",
  );
});
