import { describe, expect, it } from "vitest";
import { DEFINITIONS } from "@/features/case/steps/definitions";
import generated from "@/gql/graphql.ts?raw";

const OWN_PAGE = ["register", "draft_reply"];
const BY_THE_CLOCK = ["expire_feedback"];

function stepCodes(): string[] {
  const union = generated.match(/export type StepCode =([\s\S]+?);\n\n/)?.[1] ?? "";
  return [...union.matchAll(/\| '(\w+)'/g)].map((match) => match[1] ?? "");
}

describe("the step forms", () => {
  it("cover every step the server can allow", () => {
    const known = [...Object.keys(DEFINITIONS), ...OWN_PAGE, ...BY_THE_CLOCK].sort();

    expect(known).toEqual(stepCodes().sort());
  });
});
