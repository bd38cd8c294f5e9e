/** The GraphQL client: one normalised cache, one HTTP address, one socket, and what happens when signed out. */
import { cacheExchange } from "@urql/exchange-graphcache";
import { createClient as createSocket } from "graphql-ws";
import { Client, fetchExchange, mapExchange, subscriptionExchange } from "urql";
import { setConnection } from "@/lib/connection";
import { errorCode } from "@/lib/failures";
import { persistedExchange } from "@/lib/persisted";

const RETRY_FLOOR = 1_000;
const RETRY_CEILING = 8_000;

let whenSignedOut: () => void = () => undefined;

/** What the page does when the server says that nobody is signed in any more. */
export function onSignedOut(action: () => void): void {
  whenSignedOut = action;
}

const keyless = [
  "AllowedStep",
  "AssessmentSchemeItem",
  "AssessmentTemplate",
  "AnswerPoint",
  "CalendarDay",
  "CalendarDifference",
  "CaseCounts",
  "CaseEventConnection",
  "CaseEventEdge",
  "CaseProposer",
  "ChecklistVerdict",
  "CodeLabel",
  "ComingReport",
  "Demo",
  "DemoSeat",
  "DayOff",
  "DueDay",
  "DueHint",
  "EnvelopeAnswer",
  "EnvelopeConnection",
  "EnvelopeEdge",
  "EnvelopeEvent",
  "EnvelopeStep",
  "EventFact",
  "EvidenceConnection",
  "EvidenceEdge",
  "FormerPartConnection",
  "FormerPartEdge",
  "NoticePage",
  "Holiday",
  "HolidayNoticeDraft",
  "HolidayNoticePreview",
  "HolidayNoticeReading",
  "HolidayTrial",
  "MovedDay",
  "PackClass",
  "PackDeadline",
  "PackDifference",
  "PackGrade",
  "PackPreview",
  "PackProblem",
  "PageInfo",
  "ReminderConnection",
  "ReminderEdge",
  "ReplyPoint",
  "ReplyVersion",
  "Refusal",
  "AssessmentSchemeCheck",
  "AssessmentSchemeItem",
  "AssessmentSchemeProblem",
  "AssessmentTemplate",
  "AssessmentTrial",
  "ScoreConnection",
  "ScoreEdge",
  "Seat",
  "ShippedPack",
  "TriedAssessmentItem",
  "TriedAssessmentScore",
  "WorkChange",
];

function makeCache() {
  return cacheExchange({
    keys: {
      ...Object.fromEntries(keyless.map((name) => [name, () => null])),
      // the same case is a Case on its page and a candidate in a list of similar ones
      CaseCandidate: () => null,
      CalendarYear: (row) => String(row.year ?? ""),
      Government: (row) => String(row.code ?? ""),
      GovernmentRow: (row) => String(row.code ?? ""),
    },
    updates: {
      Mutation: {
        saveFilter: (_result, _args, cache) => cache.invalidate("Query", "savedFilters"),
        deleteFilter: (_result, _args, cache) => cache.invalidate("Query", "savedFilters"),
        issueAssessmentScheme: (_result, _args, cache) => cache.invalidate("Query", "assessmentSchemes"),
        startAssessment: (_result, _args, cache) => cache.invalidate("Query"),
        announceHolidays: (_result, _args, cache) => cache.invalidate("Query"),
        startPackDraft: (_result, _args, cache) => cache.invalidate("Query", "packDrafts"),
        deletePackDraft: (_result, _args, cache) => cache.invalidate("Query", "packDrafts"),
        issuePack: (_result, _args, cache) => {
          cache.invalidate("Query", "packDrafts");
          cache.invalidate("Query", "rulePacks");
        },
        createAccount: (_result, _args, cache) => cache.invalidate("Query", "accounts"),
      },
    },
  });
}

function makeSocket() {
  const scheme = window.location.protocol === "https:" ? "wss" : "ws";
  return createSocket({
    url: `${scheme}://${window.location.host}/graphql/ws`,
    keepAlive: 15_000,
    retryAttempts: Number.POSITIVE_INFINITY,
    shouldRetry: () => true,
    retryWait: (tries) => {
      const longest = Math.min(RETRY_CEILING, RETRY_FLOOR * 2 ** Math.min(tries, 5));
      return new Promise((resolve) => setTimeout(resolve, longest * (0.5 + Math.random() / 2)));
    },
    on: { connected: () => setConnection("live"), closed: () => setConnection("lost") },
  });
}

/** A client with an empty cache; made anew at sign-in and sign-out, so that no seat sees another's data. */
export function makeClient(): Client {
  const socket = makeSocket();
  return new Client({
    url: "/graphql",
    preferGetMethod: false,
    fetchOptions: { credentials: "same-origin", headers: { Accept: "application/json" } },
    exchanges: [
      mapExchange({
        onError(error) {
          if (errorCode(error) === "UNAUTHENTICATED") whenSignedOut();
        },
      }),
      makeCache(),
      persistedExchange,
      fetchExchange,
      subscriptionExchange({
        forwardSubscription: (request) => ({
          subscribe: (sink) => ({
            unsubscribe: socket.subscribe({ query: request.query ?? "", variables: request.variables }, sink),
          }),
        }),
      }),
    ],
  });
}
