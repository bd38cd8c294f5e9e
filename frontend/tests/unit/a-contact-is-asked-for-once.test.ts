// A form asks for the contact with what was named last: in the answer that was sent back, else by this person.
import { describe, expect, it } from "vitest";
import { DEFINITIONS } from "@/features/case/steps/definitions";
import { opinionInitial } from "@/features/case/steps/definitions-across";
import { contactIn } from "@/lib/contact";

const initial = (step: "REPORT_OPINION" | "REPORT_ANSWER" | "SUBMIT_CO_OPINION", context: unknown) =>
  Object.fromEntries(
    (DEFINITIONS[step]?.fields ?? [])
      .filter(({ name }) => name.startsWith("contact"))
      .map((field) => [field.name, field.initial?.(context as never)]),
  );
const last = { contactName: "顾长安", contactPhone: "2200", contact: "顾长安 2200" };

describe("the contact of a form", () => {
  it("is whom this person named last", () => {
    const context = { row: { envelopes: [] }, contact: last };

    for (const step of ["REPORT_OPINION", "REPORT_ANSWER"] as const)
      expect(initial(step, context)).toEqual({ contactName: "顾长安", contactPhone: "2200" });
    expect(initial("SUBMIT_CO_OPINION", context)).toEqual({ contact: "顾长安 2200" });
  });

  it("is that of the answer which was sent back", () => {
    const answer = { contactName: "沈清如", contactPhone: "2201" };
    const context = { row: { envelopes: [{ incoming: true, answer }] }, contact: last };

    expect(initial("REPORT_OPINION", context)).toEqual(answer);
  });

  it("of an opinion is the only unit's own, and nobody's of several", () => {
    const given = (...contacts: string[]) => ({
      assignments: contacts.map((contact) => ({ unit: {}, coOpinions: [{ text: "同意", contact }] })),
    });
    const of = (row: object, answer?: object) =>
      opinionInitial({ row: { ...row, envelopes: [{ incoming: true, answer }] } } as never);

    expect(of(given("沈清如 0571-2201"))).toMatchObject({ contactName: "沈清如", contactPhone: "0571-2201" });
    expect(of(given("排水科 沈清如，2201"))).toMatchObject({
      contactName: "排水科 沈清如",
      contactPhone: "2201",
    });
    expect(of(given("沈清如"))).toMatchObject({ contactName: "沈清如" });
    for (const values of [of(given("沈清如 2201", "顾长安 2200")), of(given("沈清如 2201"), last)])
      expect(Object.keys(values)).not.toContain("contactName");
  });

  it("is kept of forms that ask for one, without blanks", () => {
    expect(contactIn({ text: "同意", contactName: " 顾长安 ", contactPhone: "2200" })).toEqual({
      contactName: "顾长安",
      contactPhone: "2200",
    });
    expect(contactIn({ text: "同意", contact: " " })).toBeUndefined();
  });
});
