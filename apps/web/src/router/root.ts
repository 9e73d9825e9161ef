import { createRootRoute, createRoute, Outlet } from "@tanstack/react-router";
import { loadUnverified } from "../features/emails/load-unverified.ts";
import { requireAccount } from "../features/sessions/guards.ts";
import { Shell } from "../shell/shell.tsx";

/** What all pages are in. */
export const root = createRootRoute({ component: Outlet });

/** What all pages are in that are for people with an account. */
export const signedIn = createRoute({
  getParentRoute: () => root,
  id: "signed-in",
  beforeLoad: ({ location }) => requireAccount(location.href),
  loader: loadUnverified,
  component: Shell,
});
