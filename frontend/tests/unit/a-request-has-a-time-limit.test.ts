import { Client, fetchExchange, gql } from "@urql/core";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { sentenceOf } from "@/lib/failures";
import { limitOf, timeLimitExchange } from "@/lib/time-limit";

const QUERY = gql`query Asked { me { id } }`;
const STEP = gql`mutation Step($key: String!) { signFor(key: $key) { refusal { code } } }`;
const ACT = gql`mutation Act($id: ID!) { resetPassword(id: $id) { oneTimePassword } }`;

/** Never answers; ends when it is called off. */
function silence(_address: unknown, options?: RequestInit): Promise<Response> {
  return new Promise((_resolve, reject) => {
    options?.signal?.addEventListener("abort", () => reject(new DOMException("called off", "AbortError")));
  });
}

const ask = () =>
  new Client({
    url: "http://a/graphql",
    preferGetMethod: false,
    exchanges: [timeLimitExchange, fetchExchange],
  });

async function saidAfterTheLimit(send: (client: Client) => Promise<{ error?: unknown }>) {
  const sent = send(ask());
  await vi.advanceTimersByTimeAsync(120_000);
  const { error } = await sent;
  return error ? sentenceOf(error as never) : "";
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("fetch", vi.fn(silence));
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe("a request that gets no answer", () => {
  it("ends, and a query says to try again", async () => {
    const said = await saidAfterTheLimit((client) => client.query(QUERY, {}).toPromise());

    expect(said).toBe("系统长时间没有答复，未取到内容。请稍后再试；仍不成功请联系管理员。");
  });

  it("ends, and a step with a key says that it is safe to send it again", async () => {
    const said = await saidAfterTheLimit((client) =>
      client.mutation(STEP, { key: "w-12345678" }).toPromise(),
    );

    expect(said).toBe("系统长时间没有答复，不知道是否已经办成。已填内容仍在，请再次提交，不会重复办理。");
  });

  it("ends, and an act without a key says to look first", async () => {
    const said = await saidAfterTheLimit((client) => client.mutation(ACT, { id: "1" }).toPromise());

    expect(said).toBe("系统长时间没有答复，不知道是否已经办成。请刷新页面核对，未办成的再办一次。");
  });

  it("is not ended before its time", async () => {
    let over = false;
    void ask()
      .query(QUERY, {})
      .toPromise()
      .then(() => {
        over = true;
      });
    await vi.advanceTimersByTimeAsync(limitOf("read", 0) - 1_000);

    expect(over).toBe(false);
  });
});

describe("the limit", () => {
  it("is longer for a step than for a query, and for an upload by its size", () => {
    expect(limitOf("once", 0)).toBeGreaterThan(limitOf("read", 0));
    expect(limitOf("write", 8_000_000)).toBeGreaterThan(limitOf("write", 0) + 300_000);
  });
});

describe("an answer that is not the server's", () => {
  it("counts as none: a proxy's page does not say whether the step was done", async () => {
    const page = new Response("<h1>502</h1>", { status: 502, headers: { "content-type": "text/html" } });
    vi.stubGlobal("fetch", async () => page);
    const { error } = await ask().mutation(STEP, { key: "w-12345678" }).toPromise();

    expect(error && sentenceOf(error)).toBe(
      "网络连接中断，不知道是否已经办成。已填内容仍在，请恢复网络后再次提交，不会重复办理。",
    );
  });

  it("is taken when it is the server's, whatever it says", async () => {
    const body = JSON.stringify({ errors: [{ message: "太忙", extensions: { code: "TOO_BUSY" } }] });
    vi.stubGlobal(
      "fetch",
      async () => new Response(body, { status: 503, headers: { "content-type": "application/json" } }),
    );
    const { error } = await ask().query(QUERY, {}).toPromise();

    expect(error && sentenceOf(error)).toBe("太忙");
  });
});
