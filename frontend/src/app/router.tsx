/** Every address of the page. The platform's host and a government's host have different trees. */
import { createRoute, createRouter, lazyRouteComponent, redirect } from "@tanstack/react-router";
import { boot } from "@/lib/boot";
import { readSearch, textSearch, writeSearch } from "@/lib/search-params";
import { assessmentRoutes } from "./assessment-routes";
import { inside, root } from "./frame";
import { platformTree } from "./platform-tree";
import { PageTrouble } from "./trouble";

const signIn = createRoute({
  getParentRoute: () => root,
  path: "/sign-in",
  validateSearch: textSearch("seat", "to"),
  component: lazyRouteComponent(() => import("@/features/entry/sign-in-page"), "SignInPage"),
});

const home = createRoute({
  getParentRoute: () => inside,
  path: "/",
  beforeLoad: () => {
    throw redirect({ to: "/cases", replace: true });
  },
});

const cases = createRoute({
  getParentRoute: () => inside,
  path: "/cases",
  validateSearch: textSearch(
    "box",
    "kind",
    "state",
    "origin",
    "light",
    "unit",
    "session",
    "year",
    "before",
    "q",
    "order",
  ),
  component: lazyRouteComponent(() => import("@/features/worklist/work-list-page"), "WorkListPage"),
});

const oneCase = createRoute({
  getParentRoute: () => inside,
  path: "/cases/$caseId",
  validateSearch: textSearch("step"),
  component: lazyRouteComponent(() => import("@/features/case/page/case-page"), "CasePage"),
});

const draft = createRoute({
  getParentRoute: () => inside,
  path: "/cases/$caseId/draft/$assignmentId",
  component: lazyRouteComponent(() => import("@/features/case/draft/draft-page"), "DraftPage"),
});

const paper = createRoute({
  getParentRoute: () => inside,
  path: "/cases/$caseId/print/$paper",
  validateSearch: textSearch("of"),
  component: lazyRouteComponent(() => import("@/features/case/print/paper-page"), "PaperPage"),
});

const formerParts = createRoute({
  getParentRoute: () => inside,
  path: "/former",
  component: lazyRouteComponent(() => import("@/features/case/former/list-page"), "FormerPartsPage"),
});

const formerPart = createRoute({
  getParentRoute: () => inside,
  path: "/former/$partId",
  component: lazyRouteComponent(() => import("@/features/case/former/record-page"), "FormerPartPage"),
});

const register = createRoute({
  getParentRoute: () => inside,
  path: "/register",
  component: lazyRouteComponent(() => import("@/features/register/register-page"), "RegisterPage"),
});

const calendar = createRoute({
  getParentRoute: () => inside,
  path: "/calendar",
  validateSearch: textSearch("year"),
  component: lazyRouteComponent(() => import("@/features/calendar/calendar-page"), "CalendarPage"),
});

const rules = createRoute({
  getParentRoute: () => inside,
  path: "/rules",
  component: lazyRouteComponent(() => import("@/features/rules/list-page"), "RulesPage"),
});

const compareRules = createRoute({
  getParentRoute: () => inside,
  path: "/rules/compare",
  validateSearch: textSearch("left", "right"),
  component: lazyRouteComponent(() => import("@/features/rules/compare-page"), "ComparePage"),
});

const rulePack = createRoute({
  getParentRoute: () => inside,
  path: "/rules/$source/$packId",
  component: lazyRouteComponent(() => import("@/features/rules/pack-page"), "PackPage"),
});

const packDraft = createRoute({
  getParentRoute: () => inside,
  path: "/rules/drafts/$draftId",
  component: lazyRouteComponent(() => import("@/features/rules/draft-page"), "PackDraftPage"),
});

const accounts = createRoute({
  getParentRoute: () => inside,
  path: "/accounts",
  component: lazyRouteComponent(() => import("@/features/accounts/accounts-page"), "AccountsPage"),
});

const displays = createRoute({
  getParentRoute: () => inside,
  path: "/displays",
  component: lazyRouteComponent(() => import("@/features/displays/displays-page"), "DisplaysPage"),
});

const envelopes = createRoute({
  getParentRoute: () => inside,
  path: "/envelopes",
  validateSearch: textSearch("tray", "state"),
  component: lazyRouteComponent(() => import("@/features/transfers/tray-page"), "TrayPage"),
});

const envelope = createRoute({
  getParentRoute: () => inside,
  path: "/envelopes/$envelopeId",
  component: lazyRouteComponent(() => import("@/features/transfers/envelope-page"), "EnvelopePage"),
});

/** A page of its own bundle: the browser is sent there. */
const board = createRoute({
  getParentRoute: () => root,
  path: "/board",
  validateSearch: textSearch("year"),
  beforeLoad: ({ search }) => window.location.replace(`/board${writeSearch(search)}`),
});

const password = createRoute({
  getParentRoute: () => inside,
  path: "/password",
  component: lazyRouteComponent(() => import("@/features/accounts/password-page"), "PasswordPage"),
});

const governmentTree = root.addChildren([
  signIn,
  board,
  inside.addChildren([
    home,
    cases,
    oneCase,
    draft,
    paper,
    formerParts,
    formerPart,
    envelopes,
    envelope,
    register,
    ...assessmentRoutes,
    calendar,
    rules,
    compareRules,
    rulePack,
    packDraft,
    accounts,
    displays,
    password,
  ]),
]);

const options = {
  defaultErrorComponent: PageTrouble,
  defaultPreload: false as const,
  parseSearch: readSearch,
  stringifySearch: writeSearch,
  scrollRestoration: true,
};

const governmentRouter = createRouter({ ...options, routeTree: governmentTree });

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof governmentRouter;
  }
}

export const router = boot.government
  ? governmentRouter
  : (createRouter({ ...options, routeTree: platformTree() }) as unknown as typeof governmentRouter);
