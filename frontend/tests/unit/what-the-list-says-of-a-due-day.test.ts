import type { ReactElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { workColumns } from "@/features/worklist/columns";
import type { CaseRowFragment } from "@/gql/graphql";

const columns = workColumns(
  "ALL",
  "DUE",
  () => undefined,
  new Map(),
  (text) => text,
);
const due = columns.find(({ key }) => key === "due");
const said = (row: Partial<CaseRowFragment>) => {
  const shown = due?.render({ id: "1", light: "GREY", ...row } as CaseRowFragment, false) as ReactElement;
  return renderToStaticMarkup(shown).replaceAll(/<[^>]+>/g, "");
};

describe("the time limit of a listed case", () => {
  it("is the day the other government asked for, as long as the case is not handed to a unit", () => {
    const asked = { upperDueOn: "2026-12-05" };

    expect(said({ ...asked, state: "FILED" })).toBe("来文时限 2026-12-05");
    expect(said({ ...asked, state: "RECALLED" })).toBe("未计时");
  });

  it("is not counted for a case of one's own that is not handed to a unit", () => {
    expect(said({ state: "FILED" })).toBe("未计时");
  });
});
