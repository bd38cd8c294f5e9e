import { describe, expect, it } from "vitest";
import { type DueDayFacts, found, standing } from "@/ui/standing";

const due = (what: string, day: string, subject: string | null = null) =>
  ({ what, day, subject, version: 1, explanation: [], passed: [] }) as unknown as DueDayFacts;
const part = (id: string, dueDays: DueDayFacts[]) => ({
  id,
  roleLabel: "主办",
  unit: { id, shortName: `单位${id}` },
  dueDays,
});
const row = (...assignments: ReturnType<typeof part>[]) => ({ id: "1", dueDays: [], assignments });

describe("the days that hold", () => {
  it("are the newest of each kind and subject, with those they replaced", () => {
    const days = [
      due("ANSWER", "2027-03-01"),
      due("ADJUDICATE", "2027-01-05", "7"),
      due("ANSWER", "2027-04-01"),
    ];

    const [answer, verdict] = standing([...days, due("ADJUDICATE", "2027-02-05", "8")]);

    expect([answer?.now.day, answer?.before.map(({ day }) => day)]).toEqual(["2027-04-01", ["2027-03-01"]]);
    expect([verdict?.now.day, verdict?.before]).toEqual(["2027-01-05", []]);
  });

  it("replace nothing when only the calendar behind them changed", () => {
    expect(standing([due("SIGN", "2027-03-01"), due("SIGN", "2027-03-01")])[0]?.before).toEqual([]);
  });
});

describe("a date shown in a list", () => {
  const paper = row(
    part("1", [due("SIGN", "2027-01-05"), due("ANSWER", "2027-03-01")]),
    part("2", [due("ANSWER", "2027-02-01"), due("ANSWER", "2027-04-01")]),
  );
  const units = (shown: Parameters<typeof found>[1]) => found(paper, shown).map(({ unit }) => unit);

  it("is the day of the part that ends then", () => {
    expect(units({ day: "2027-04-01", what: "ANSWER" })).toEqual(["单位2"]);
  });

  it("is found among replaced days too, where it was shown before they moved", () => {
    expect(units({ day: "2027-02-01" })).toEqual(["单位2"]);
  });

  it("is of the kind and unit that is asked for", () => {
    expect(found(paper, { day: "2027-01-05", unitId: "1", what: "SIGN" })[0]?.now.what).toBe("SIGN");
  });

  it("is explained by the days for the answer where none ends on it", () => {
    expect(units({ day: "2030-01-01" })).toEqual(["单位1", "单位2"]);
  });
});
