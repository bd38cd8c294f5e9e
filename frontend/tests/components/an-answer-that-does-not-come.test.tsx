import { Client, fetchExchange } from "@urql/core";
import { Form } from "antd";
import { Provider } from "urql";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { page } from "vitest/browser";
import { render } from "vitest-browser-react";
import { Look } from "@/app/theme";
import { PlaceFields } from "@/features/accounts/place-fields";
import { limitOf, timeLimitExchange } from "@/lib/time-limit";

const UNITS = {
  data: { units: [{ __typename: "Unit", id: "1", name: "教育局", sections: [], roles: ["UNIT_CLERK"] }] },
};
const json = (body: object) =>
  new Response(JSON.stringify(body), { headers: { "content-type": "application/json" } });

let silent = true;

function server(_address: unknown, options?: RequestInit): Promise<Response> {
  if (!silent) return Promise.resolve(json(UNITS));
  return new Promise((_resolve, reject) => {
    options?.signal?.addEventListener("abort", () => reject(new DOMException("called off", "AbortError")));
  });
}

beforeEach(() => {
  silent = true;
  vi.stubGlobal("fetch", server);
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe("a query that gets no answer", () => {
  it("is over after its limit, says so in its place, and is asked again by 再试", async () => {
    const exchanges = [timeLimitExchange, fetchExchange];
    const client = new Client({ url: "/graphql", preferGetMethod: false, exchanges });
    await render(
      <Look>
        <Provider value={client}>
          <Form>
            <PlaceFields />
          </Form>
        </Provider>
      </Look>,
    );
    await vi.advanceTimersByTimeAsync(limitOf("read", 1_000));
    vi.useRealTimers();

    await expect.element(page.getByRole("alert")).toHaveTextContent("系统长时间没有答复");
    silent = false;
    await page.getByRole("button", { name: "再试" }).click();
    await expect.element(page.getByRole("alert")).not.toBeInTheDocument();
  });
});
