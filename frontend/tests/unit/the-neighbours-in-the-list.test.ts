import { describe, expect, it } from "vitest";
import { neighboursOf, rememberOrder } from "@/lib/neighbours";

describe("the place of a case in the list that one came from", () => {
  it("is one of all where the whole list was read", () => {
    rememberOrder(["1", "2", "3"], false);

    expect(neighboursOf("2")).toEqual({ previous: "1", next: "3", place: "2/3" });
  });

  it("claims no length where the list goes on", () => {
    rememberOrder(["1", "2", "3"], true);

    expect(neighboursOf("3")).toEqual({ previous: "2", next: undefined, place: "第 3 件，列表未列完" });
  });
});
