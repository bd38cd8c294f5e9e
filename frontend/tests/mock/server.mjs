// A stand-in for the API while pages are made: answers the SDL with invented data. Not shipped.
// The word 拒绝 in any text is answered by a refusal; host localhost is the platform, every other a government.
import { readFileSync } from "node:fs";
import { buildSchema, graphql } from "graphql";
import { cases, sessions, units } from "./data.mjs";
import { fullCase, procedure } from "./full-case.mjs";

const schemaPath = process.env.LIANBAN_SCHEMA ?? new URL("../../../graphql/schema.graphql", import.meta.url);
const schema = buildSchema(readFileSync(schemaPath, "utf8"));
let signedIn = process.env.MOCK_SIGNED_IN === "1";
let saved = [];

const viewer = () => ({
  id: "v1",
  name: "王志强",
  unit: units[0],
  readOnly: false,
  operator: false,
  mayRegister: ["SUGGESTION", "PROPOSAL"],
  homeBox: "TO_DO",
  mustChangePassword: false,
  seats: [
    {
      role: "GENERAL_OFFICE",
      roleLabel: "政府办（督查室）",
      unit: { ...units[0], name: "市政府办公室" },
      sectionName: "督查室",
    },
    { role: "ADMINISTRATOR", roleLabel: "本级管理员", unit: null, sectionName: null },
  ],
});
const inBox = {
  TO_DO: (row) => row.state === "FILED" || row.state === "REGISTERED",
  DOING: (row) => ["HANDLING", "DISPATCHED", "REHANDLING"].includes(row.state),
  DONE: (row) => ["REPLIED", "CLOSED", "NOT_FILED"].includes(row.state),
  ALL: () => true,
};

function list({ box = "ALL", kinds, states, lights, text, unitId, first = 50, after }) {
  const rows = cases.filter(
    (row) =>
      inBox[box](row) &&
      (!kinds || kinds.includes(row.kind)) &&
      (!states || states.includes(row.state)) &&
      (!lights || lights.includes(row.light)) &&
      (!unitId || row.leadUnit.id === unitId) &&
      (!text || row.title.includes(text) || (row.caseNo ?? "").includes(text)),
  );
  const start = after ? Number(after) : 0;
  const shown = rows.slice(start, start + first);
  return {
    edges: shown.map((node, n) => ({ cursor: String(start + n + 1), node })),
    pageInfo: { hasNextPage: start + first < rows.length, endCursor: String(start + shown.length) },
  };
}

const find = (id) => cases.find((row) => row.id === id);
const refusal = (args) =>
  JSON.stringify(args).includes("拒绝")
    ? { code: "wrong_state", field: "reason", message: "当前环节为“办理中”，不能办理。请刷新后再办。" }
    : null;

function stepped(name) {
  return (args) => {
    const refused = refusal(args);
    if (refused) return { case: null, refusal: refused };
    const id = (args.caseId ?? args.assignmentId ?? args.replyId ?? "c0").split("-")[0];
    const row = find(id) ?? cases[0];
    row.version += 1;
    const whole = fullCase(row);
    row.events = [
      {
        id: `e${Date.now()}`,
        step: "file",
        label: `（模拟）${name}`,
        machine: "CASE",
        subjectLabel: "",
        fromLabel: null,
        toLabel: null,
        actor: "王志强",
        at: new Date().toISOString(),
        reason: args.reason ?? "",
        facts: [],
      },
      ...whole.events,
    ];
    return { case: fullCase(row), refusal: null };
  };
}

const account = (n) => ({
  id: `a${n}`,
  username: `user${n}`,
  name: "沈晓燕",
  unitName: units[n % 46].name,
  roleLabels: ["承办单位联络员"],
  active: n % 5 !== 0,
  lastLogin: null,
  lockedOut: n === 3,
});
const seat = (username, roleLabel, unitName, governmentCode, governmentName) => ({
  username,
  name: "王志强",
  roleLabel,
  unitName,
  governmentCode,
  governmentName,
  url: "",
  note: "",
});

const root = {
  me: () => (signedIn ? viewer() : null),
  government: null,
  demo: () => ({
    enabled: true,
    password: "lianban-demo-2026",
    seats: [
      seat("duchashi", "市政府办督查室", "市政府办公室", "yunzhou", "云州市"),
      seat("binjiang", "区政府办", "区政府办公室", "binjiang", "滨江区"),
      seat("npc", "人大代表工委（只读）", "市人大常委会代表工委", "yunzhou", "云州市"),
      seat("operator", "平台管理员", "", "", ""),
    ],
  }),
  cases: list,
  caseCounts: () => ({
    todo: cases.filter(inBox.TO_DO).length,
    doing: cases.filter(inBox.DOING).length,
    done: cases.filter(inBox.DONE).length,
    all: cases.length,
    yellow: 31,
    red: 12,
  }),
  case: ({ id }) => (find(id) ? fullCase(find(id)) : null),
  units: () => units,
  sessions: () => sessions,
  procedure: ({ kind }) => procedure(kind),
  similarCases: ({ title }) =>
    cases.slice(0, 5).map((row, n) => ({
      ...row,
      year: 2025,
      likeness: 0.9 - n * 0.1,
      title: `${row.title}（与“${title.slice(0, 6)}”相似）`,
    })),
  savedFilters: () => saved,
  saveFilter: ({ name, query }) => {
    const filter = { id: `sf${saved.length}`, name, query };
    saved = [...saved, filter];
    return { filter, refusal: null };
  },
  deleteFilter: ({ id }) => {
    saved = saved.filter((each) => each.id !== id);
    return { ok: true };
  },
  accounts: () => Array.from({ length: 60 }, (_, n) => account(n)),
  governments: () => [
    {
      code: "yunzhou",
      name: "云州市人民政府",
      tierLabel: "设区的市",
      parentName: null,
      host: "yunzhou.localhost",
      stateLabel: "在用",
      schemaVersion: "1",
    },
  ],
  signIn: ({ password }) => {
    signedIn = password === "lianban-demo-2026";
    return signedIn
      ? { viewer: viewer(), refusal: null }
      : {
          viewer: null,
          refusal: { code: "bad_credentials", field: "password", message: "账号或密码不正确。" },
        };
  },
  signOut: () => {
    signedIn = false;
    return { ok: true };
  },
  changePassword: () => ({ ok: true, refusal: null }),
  resetPassword: () => ({ oneTimePassword: "x7Qp-2mVt", refusal: null }),
  createAccount: ({ input }) => ({
    account: { ...account(99), ...input },
    oneTimePassword: "x7Qp-2mVt",
    refusal: refusal(input),
  }),
  setAccountActive: ({ id, active }) => ({
    account: { ...account(Number(id.slice(1))), active },
    refusal: null,
  }),
};
for (const name of Object.keys(schema.getMutationType().getFields())) root[name] ??= stepped(name);

async function answer(request, response) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const { query, variables } = JSON.parse(Buffer.concat(chunks).toString());
  if (!query) {
    // knows no digests, so that the page's way of sending the text is walked too
    const errors = [{ message: "PersistedQueryNotFound", extensions: { code: "PERSISTED_QUERY_NOT_FOUND" } }];
    response.setHeader("Content-Type", "application/json");
    return response.end(JSON.stringify({ errors, data: null }));
  }
  const result = await graphql({ schema, source: query, variableValues: variables, rootValue: root });
  if (result.errors) console.error(result.errors[0].message);
  response.setHeader("Content-Type", "application/json");
  response.end(JSON.stringify(result));
}

/** The Vite plugin: /graphql, and the boot facts for the host that was asked. */
export function mockApi() {
  return {
    name: "mock-api",
    configureServer(server) {
      server.middlewares.use("/graphql", (request, response) => void answer(request, response));
    },
    transformIndexHtml(html, { originalUrl, server }) {
      void originalUrl;
      void server;
      const government = process.env.MOCK_PLATFORM
        ? null
        : { code: "yunzhou", name: "云州市人民政府", shortName: "云州市", tier: "CITY" };
      return html.replace("%BOOT%", JSON.stringify({ government, nonce: "", demo: true, version: "mock" }));
    },
  };
}
