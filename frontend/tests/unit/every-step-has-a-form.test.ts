import { describe, expect, it } from "vitest";
import { DEFINITIONS } from "@/features/case/steps/definitions";
import generated from "@/gql/graphql.ts?raw";

const OWN_PAGE = ["REGISTER", "DRAFT_REPLY"];
const BY_THE_CLOCK = ["EXPIRE_FEEDBACK", "MOVE_DATES"];
/** What the exchange between governments takes by itself, on the other side's step. */
const BY_THE_EXCHANGE = [
  "ANSWER_ACCEPTED",
  "ANSWER_ARRIVES",
  "ANSWER_DELIVERED",
  "ANSWER_SENT_BACK",
  "RECEIVE",
  "TAKEN_BACK",
  "UPPER_OPINION",
  "UPPER_RESPONDED",
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
