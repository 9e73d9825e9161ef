import { createRoute, createRouter, lazyRouteComponent, redirect } from "@tanstack/react-router";
import { requireOperator } from "../features/sessions/guards.ts";
import { homePath } from "../features/workspaces/home-path.ts";
import { ErrorPage } from "../routes/error.tsx";
import { NotFoundPage } from "../routes/not-found.tsx";
import { PendingPage } from "../shell/pending-page.tsx";
import { accountRoutes } from "./account-routes.ts";
import { publicRoutes } from "./public-routes.ts";
import { root, signedIn } from "./root.ts";
import { workspaceRoutes } from "./workspace-routes.ts";

const home = createRoute({
  getParentRoute: () => signedIn,
  path: "/",
  beforeLoad: async () => {
    throw redirect({ ...(await homePath()), replace: true });
  },
});

const inbox = createRoute({
  getParentRoute: () => signedIn,
  path: "inbox",
  component: lazyRouteComponent(() => import("../routes/inbox.tsx"), "InboxPage"),
});

const newWorkspace = createRoute({
  getParentRoute: () => signedIn,
  path: "new-workspace",
  component: lazyRouteComponent(() => import("../routes/new-workspace.tsx"), "NewWorkspacePage"),
});

const people = createRoute({
  getParentRoute: () => signedIn,
  path: "admin/people",
  beforeLoad: requireOperator,
  component: lazyRouteComponent(() => import("../routes/people.tsx"), "PeoplePage"),
});

const jobs = createRoute({
  getParentRoute: () => signedIn,
  path: "admin/jobs",
  beforeLoad: requireOperator,
  component: lazyRouteComponent(() => import("../routes/jobs.tsx"), "JobsPage"),
});

// The map of the app's addresses.
const routeTree = root.addChildren([
  ...publicRoutes,
  signedIn.addChildren([home, ...accountRoutes, inbox, newWorkspace, people, jobs, workspaceRoutes]),
]);

/** The app's pages, by address. */
export function createAppRouter() {
  return createRouter({
    routeTree,
    defaultPreload: "intent",
    // The query cache knows what is fresh.
    defaultPreloadStaleTime: 0,
    defaultPendingMs: 200,
    defaultPendingComponent: PendingPage,
    defaultErrorComponent: ErrorPage,
    defaultNotFoundComponent: NotFoundPage,
    scrollRestoration: true,
  });
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
