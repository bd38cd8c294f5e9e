// The government's API from outside the browser: one session per seat, sent to the loopback address with its host's name.
import { request } from "node:http";

const PASSWORD = "Lianban-2026";
const SIGN_IN = `mutation($username: String!, $password: String!) {
  payload: signIn(username: $username, password: $password) { refusal { message } } }`;

/** Sessions of the demo accounts at the platform's address. */
export function sessions(platform) {
  const { port } = new URL(platform);
  const cookies = new Map();

  function post(host, body, cookie) {
    const headers = {
      Host: `${host}:${port}`,
      Origin: `http://${host}:${port}`,
      "Content-Type": "application/json",
      Accept: "application/json",
      ...(cookie ? { Cookie: cookie } : {}),
    };
    return new Promise((resolve, reject) => {
      const sent = request({ port, path: "/graphql", method: "POST", headers }, (answer) => {
        const parts = [];
        answer.on("data", (part) => parts.push(part));
        answer.on("end", () => {
          const text = Buffer.concat(parts).toString();
          resolve({ body: JSON.parse(text), set: answer.headers["set-cookie"] ?? [] });
        });
      });
      sent.on("error", reject);
      sent.end(JSON.stringify(body));
    });
  }

  /** The cookies of a seat, signed in once. */
  async function cookieOf(username, password = PASSWORD) {
    if (!cookies.has(username)) {
      const { body, set } = await post("yunzhou.localhost", {
        query: SIGN_IN,
        variables: { username, password },
      });
      const refused = body.errors?.[0].message ?? body.data.payload.refusal?.message;
      if (refused) throw new Error(`${username}: ${refused}`);
      cookies.set(username, set.map((each) => each.split(";")[0]).join("; "));
    }
    return cookies.get(username);
  }

  /** Asks as that seat; a refusal or an error ends the walk. */
  async function ask(username, query, variables = {}) {
    const { body } = await post("yunzhou.localhost", { query, variables }, await cookieOf(username));
    const refused = body.errors?.[0].message ?? body.data.payload?.refusal?.message;
    if (refused) throw new Error(`${username}: ${refused}`);
    return body.data;
  }
  return { ask, cookieOf };
}
