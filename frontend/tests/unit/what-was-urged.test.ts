// 答复催办 on an envelope shows what was urged and by when, as the unit's form does.
import { expect, test } from "vitest";
import { urgedOf } from "@/features/transfers/envelope-steps";

const event = (step: "SIGN" | "URGE" | "ANSWER_URGE", text: string | null, replyBy: string | null) => ({
  ...{ version: 1, label: "", government: "", actor: "", at: "", reason: null, unit: null },
  ...{ step, text, replyBy },
});

test("what waits, without what was answered", () => {
  const events = [event("URGE", "先签收。", "2026-03-01"), event("ANSWER_URGE", "已签收。", null)];
  expect(urgedOf({ events })).toBeUndefined();
  expect(urgedOf({ events: [...events, event("URGE", "请说明进展。", "2026-03-09")] })).toBe(
    "催办（2026-03-09 前答复）：请说明进展。",
  );
});
