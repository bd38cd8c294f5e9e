import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { CombinedError } from "urql";
import { describe, expect, it } from "vitest";
import { Failed } from "@/ui/states";

const answered = (code: string) =>
  new CombinedError({ graphQLErrors: [{ message: "您无权查看。", extensions: { code } }] });
const shown = (error: CombinedError) =>
  renderToStaticMarkup(createElement(Failed, { error, retry: () => undefined }));

describe("a question that is not answered", () => {
  it("can be asked again after an accident or without an answer", () => {
    expect(shown(answered("TOO_BUSY"))).toContain("<button");
    expect(shown(new CombinedError({ networkError: new Error("lost") }))).toContain("<button");
  });

  it("is told and not offered again where it was refused", () => {
    for (const code of ["FORBIDDEN", "NOT_FOUND", "BAD_REQUEST"]) {
      expect(shown(answered(code))).toContain("您无权查看。");
      expect(shown(answered(code))).not.toContain("<button");
    }
  });
});
