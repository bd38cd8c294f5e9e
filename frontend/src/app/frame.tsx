/** The frame of every page of a government: the root, and what is shown to those who are signed in. */
import { createRootRoute, createRoute } from "@tanstack/react-router";
import { Root } from "./root";
import { SignedIn } from "./signed-in";
import { Missing, Trouble } from "./trouble";

export const root = createRootRoute({ component: Root, errorComponent: Trouble, notFoundComponent: Missing });

export const inside = createRoute({ getParentRoute: () => root, id: "inside", component: SignedIn });
