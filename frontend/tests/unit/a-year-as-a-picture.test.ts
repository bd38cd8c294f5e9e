import { describe, expect, it } from "vitest";
import { datesOf, inputOf, valuesOf } from "@/features/calendar/notice-values";
import { monthsOf, shifted } from "@/features/calendar/year";

const days = [
  { day: "2026-02-14", working: true, name: "调休上班" },
  { day: "2026-02-16", working: false, name: "春节" },
];

describe("a year as a picture", () => {
  const months = monthsOf({ year: 2026, days });
  const february = months[1];
  const all = months.flatMap(({ weeks }) => weeks.flat()).filter((one) => one !== null);

  it("holds every day of the year once, in order", () => {
    expect(all).toHaveLength(365);
    expect(all.map(({ iso }) => iso)).toEqual([...all.map(({ iso }) => iso)].sort());
  });

  it("begins its weeks on Monday", () => {
    expect(months[0]?.weeks[0]?.map((one) => one?.number ?? 0)).toEqual([0, 0, 0, 1, 2, 3, 4]);
    expect(all.find(({ iso }) => iso === "2026-02-16")?.weekday).toBe(0);
  });

  it("shows what the notice makes of a day, and plain weekends", () => {
    const kind = (iso: string) => all.find((one) => one.iso === iso)?.kind;

    expect(kind("2026-02-14")).toBe("on");
    expect(kind("2026-02-16")).toBe("off");
    expect(kind("2026-02-15")).toBe("weekend");
    expect(kind("2026-02-17")).toBe("workday");
    expect(february?.workdays).toBe(20);
  });

  it("steps over months, years and leap days", () => {
    expect(shifted("2026-12-31", 1)).toBe("2027-01-01");
    expect(shifted("2028-03-01", -1)).toBe("2028-02-29");
  });
});

describe("the upload form", () => {
  it("takes dates parted in any usual way and refuses what is none", () => {
    expect(datesOf("2027-01-31、2027-02-13")).toEqual(["2027-01-31", "2027-02-13"]);
    expect(datesOf("")).toEqual([]);
    expect(datesOf("1月31日")).toBeNull();
    expect(datesOf("2027-13-01")).toBeNull();
  });

  it("sends what was read, unless it was changed", () => {
    const draft = {
      year: 2027,
      number: null,
      title: "通知",
      issuedOn: null,
      holidays: [{ name: "元旦", start: "2027-01-01", end: "2027-01-03", makeUp: ["2027-01-09"], days: 3 }],
    };

    expect(inputOf(valuesOf(draft))).toEqual({ ...draft, number: "", reason: "" });
  });
});
