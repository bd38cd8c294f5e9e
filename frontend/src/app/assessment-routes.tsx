/** The addresses of 考核: runs, rankings, score sheets, and the schemes. */
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { inside } from "./frame";

const assessment = createRoute({
  getParentRoute: () => inside,
  path: "/assessment",
  component: lazyRouteComponent(() => import("@/features/assessment/runs-page"), "RunsPage"),
});

const ranking = createRoute({
  getParentRoute: () => inside,
  path: "/assessment/$runId",
  component: lazyRouteComponent(() => import("@/features/assessment/ranking-page"), "RankingPage"),
});

const sheet = createRoute({
  getParentRoute: () => inside,
  path: "/assessment/sheets/$scoreId",
  component: lazyRouteComponent(() => import("@/features/assessment/sheet-page"), "SheetPage"),
});

const schemes = createRoute({
  getParentRoute: () => inside,
  path: "/assessment/schemes",
  component: lazyRouteComponent(() => import("@/features/assessment/schemes-page"), "SchemesPage"),
});

const newScheme = createRoute({
  getParentRoute: () => inside,
  path: "/assessment/schemes/new",
  component: lazyRouteComponent(() => import("@/features/assessment/scheme-editor"), "SchemeEditor"),
});

const scheme = createRoute({
  getParentRoute: () => inside,
  path: "/assessment/schemes/$schemeId",
  component: lazyRouteComponent(() => import("@/features/assessment/scheme-page"), "SchemePage"),
});

export const assessmentRoutes = [assessment, ranking, sheet, schemes, newScheme, scheme] as const;
