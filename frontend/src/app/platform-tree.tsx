/** The addresses of the platform's host. A route belongs to one tree, so its few have a root of their own. */
import { createRootRoute, createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { Root } from "./root";
import { Missing, Trouble } from "./trouble";

/** Role picker and operator. */
export function platformTree() {
  const top = createRootRoute({ component: Root, errorComponent: Trouble, notFoundComponent: Missing });
  const rolePicker = createRoute({
    getParentRoute: () => top,
    path: "/",
    component: lazyRouteComponent(() => import("@/features/entry/role-picker-page"), "RolePickerPage"),
  });
  const operator = createRoute({
    getParentRoute: () => top,
    path: "/operator",
    component: lazyRouteComponent(() => import("@/features/entry/operator-page"), "OperatorPage"),
  });
  const holidays = createRoute({
    getParentRoute: () => top,
    path: "/operator/calendar",
    component: lazyRouteComponent(() => import("@/features/calendar/operator-page"), "OperatorCalendarPage"),
  });
  const accounts = createRoute({
    getParentRoute: () => top,
    path: "/operator/accounts",
    component: lazyRouteComponent(() => import("@/features/accounts/operators-page"), "OperatorsPage"),
  });
  const password = createRoute({
    getParentRoute: () => top,
    path: "/operator/password",
    component: lazyRouteComponent(() => import("@/features/accounts/password-page"), "OperatorPasswordPage"),
  });
  return top.addChildren([rolePicker, operator, holidays, accounts, password]);
}
