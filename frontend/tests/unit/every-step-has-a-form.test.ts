import { describe, expect, it } from "vitest";
import { DEFINITIONS } from "@/features/case/steps/definitions";
import generated from "@/gql/graphql.ts?raw";

const OWN_PAGE = ["register", "draft_reply"];
const BY_THE_CLOCK = ["expire_feedback", "move_dates"];
/** What the exchange between governments takes by itself, on the other side's step. */
const BY_THE_EXCHANGE = [
  "answer_accepted",
  "answer_arrives",
  "answer_delivered",
  "answer_sent_back",
  "receive",
  "taken_back",
  "upper_opinion",
  "upper_responded",
];

function stepCodes(): string[] {
  const union = generated.match(/export type StepCode =([\s\S]+?);\n\n/)?.[1] ?? "";
  return [...union.matchAll(/\| '(\w+)'/g)].map((match) => match[1] ?? "");
}

describe("the step forms", () => {
  it("cover every step the server can allow", () => {
    const others = [...OWN_PAGE, ...BY_THE_CLOCK, ...BY_THE_EXCHANGE];
    const known = new Set([...Object.keys(DEFINITIONS), ...others]);

    expect([...known].sort()).toEqual(stepCodes().sort());
  });
});
