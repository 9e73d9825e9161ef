import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from "@tanstack/react-router";
import { z } from "zod";
import { queryClient, trpc } from "./api.ts";
import { AuditSearch } from "./features/audit/audit-search.ts";
import { loadProviders } from "./features/providers/load-providers.ts";
import { requireAccount, requireNobody, requireOperator } from "./features/sessions/guards.ts";
import { safeNext } from "./features/sessions/next-path.ts";
import { loadProject } from "./features/tasks/load-project.ts";
import { TaskSearch } from "./features/tasks/task-search.ts";
import { homePath } from "./features/workspaces/home-path.ts";
import { loadWorkspace } from "./features/workspaces/load-workspace.ts";
import { ErrorPage } from "./routes/error.tsx";
import { NotFoundPage } from "./routes/not-found.tsx";
import { ProjectLayout } from "./routes/project-layout.tsx";
import { PendingPage } from "./shell/pending-page.tsx";
import { Shell } from "./shell/shell.tsx";

// The map of the app's addresses.

const NextSearch = z.object({
  next: z
    .unknown()
    .transform((next) => safeNext(next))
    .optional(),
});

const root = createRootRoute({ component: Outlet });

const setUp = createRoute({
  getParentRoute: () => root,
  path: "set-up",
  validateSearch: z.object({ token: z.string().optional().catch(undefined) }),
  loader: () => queryClient.query(trpc.accounts.installation.queryOptions()),
  component: lazyRouteComponent(() => import("./routes/set-up.tsx"), "SetUpPage"),
});

const signIn = createRoute({
  getParentRoute: () => root,
  path: "sign-in",
  validateSearch: NextSearch,
  beforeLoad: ({ search }) => requireNobody(search.next),
  loader: () => loadProviders(),
  component: lazyRouteComponent(() => import("./routes/sign-in.tsx"), "SignInPage"),
});

const signUp = createRoute({
  getParentRoute: () => root,
  path: "sign-up",
  validateSearch: NextSearch,
  beforeLoad: ({ search }) => requireNobody(search.next),
  loader: () => loadProviders(),
  component: lazyRouteComponent(() => import("./routes/sign-up.tsx"), "SignUpPage"),
});

const authCallback = createRoute({
  getParentRoute: () => root,
  path: "auth/callback/$provider",
  loader: async ({ params: { provider } }) => {
    const known = (await loadProviders()).find(({ name }) => name === provider);
    return { label: known?.label ?? "The provider" };
  },
  component: lazyRouteComponent(() => import("./routes/auth-callback.tsx"), "AuthCallbackPage"),
});

// What links in mail lead to. What they hold stands behind the `#`.

const forgotPassword = createRoute({
  getParentRoute: () => root,
  path: "forgot-password",
  component: lazyRouteComponent(() => import("./routes/forgot-password.tsx"), "ForgotPasswordPage"),
});

const resetPassword = createRoute({
  getParentRoute: () => root,
  path: "reset-password",
  component: lazyRouteComponent(() => import("./routes/reset-password.tsx"), "ResetPasswordPage"),
});

const signInLink = createRoute({
  getParentRoute: () => root,
  path: "sign-in-link",
  component: lazyRouteComponent(() => import("./routes/sign-in-link.tsx"), "SignInLinkPage"),
});

const verifyEmail = createRoute({
  getParentRoute: () => root,
  path: "verify-email",
  component: lazyRouteComponent(() => import("./routes/verify-email.tsx"), "VerifyEmailPage"),
});

const confirmAddress = createRoute({
  getParentRoute: () => root,
  path: "confirm-address",
  component: lazyRouteComponent(() => import("./routes/confirm-address.tsx"), "ConfirmAddressPage"),
});

const undoAddress = createRoute({
  getParentRoute: () => root,
  path: "undo-address",
  component: lazyRouteComponent(() => import("./routes/undo-address.tsx"), "UndoAddressPage"),
});

const join = createRoute({
  getParentRoute: () => root,
  path: "join/$token",
  component: lazyRouteComponent(() => import("./routes/join.tsx"), "JoinPage"),
});

const signedIn = createRoute({
  getParentRoute: () => root,
  id: "signed-in",
  beforeLoad: ({ location }) => requireAccount(location.href),
  component: Shell,
});

const home = createRoute({
  getParentRoute: () => signedIn,
  path: "/",
  beforeLoad: async () => {
    throw redirect({ ...(await homePath()), replace: true });
  },
});

const accountLayout = createRoute({
  getParentRoute: () => signedIn,
  path: "account",
  component: lazyRouteComponent(() => import("./routes/account-layout.tsx"), "AccountLayout"),
});

const account = createRoute({
  getParentRoute: () => accountLayout,
  path: "/",
  component: lazyRouteComponent(() => import("./routes/account.tsx"), "AccountPage"),
});

const accountSecurity = createRoute({
  getParentRoute: () => accountLayout,
  path: "security",
  component: lazyRouteComponent(() => import("./routes/account-security.tsx"), "AccountSecurityPage"),
});

const inbox = createRoute({
  getParentRoute: () => signedIn,
  path: "inbox",
  component: lazyRouteComponent(() => import("./routes/inbox.tsx"), "InboxPage"),
});

const jobs = createRoute({
  getParentRoute: () => signedIn,
  path: "admin/jobs",
  beforeLoad: requireOperator,
  component: lazyRouteComponent(() => import("./routes/jobs.tsx"), "JobsPage"),
});

const needsTwoStep = createRoute({
  getParentRoute: () => signedIn,
  path: "needs-two-step",
  validateSearch: z.object({ workspace: z.string().catch("") }),
  component: lazyRouteComponent(() => import("./routes/needs-two-step.tsx"), "NeedsTwoStepPage"),
});

const newWorkspace = createRoute({
  getParentRoute: () => signedIn,
  path: "new-workspace",
  component: lazyRouteComponent(() => import("./routes/new-workspace.tsx"), "NewWorkspacePage"),
});

const workspace = createRoute({
  getParentRoute: () => signedIn,
  path: "$workspace",
  loader: ({ params, location }) => loadWorkspace(params.workspace, location.href),
});

const projects = createRoute({
  getParentRoute: () => workspace,
  path: "/",
  validateSearch: z.object({ archived: z.boolean().optional().catch(undefined) }),
  component: lazyRouteComponent(() => import("./routes/projects.tsx"), "ProjectsPage"),
});

const members = createRoute({
  getParentRoute: () => workspace,
  path: "members",
  component: lazyRouteComponent(() => import("./routes/members.tsx"), "MembersPage"),
});

const settings = createRoute({
  getParentRoute: () => workspace,
  path: "settings",
  component: lazyRouteComponent(() => import("./routes/workspace-settings.tsx"), "WorkspaceSettingsPage"),
});

const webhooks = createRoute({
  getParentRoute: () => workspace,
  path: "settings/webhooks",
  component: lazyRouteComponent(() => import("./routes/webhooks.tsx"), "WebhooksPage"),
});

const webhook = createRoute({
  getParentRoute: () => workspace,
  path: "settings/webhooks/$webhookId",
  component: lazyRouteComponent(() => import("./routes/webhook.tsx"), "WebhookPage"),
});

const audit = createRoute({
  getParentRoute: () => workspace,
  path: "settings/audit",
  validateSearch: AuditSearch,
  component: lazyRouteComponent(() => import("./routes/workspace-audit.tsx"), "WorkspaceAuditPage"),
});

const project = createRoute({
  getParentRoute: () => workspace,
  path: "p/$projectKey",
  loader: ({ params, location }) => loadProject(params.workspace, params.projectKey, location.href),
  component: ProjectLayout,
});

const tasks = createRoute({
  getParentRoute: () => project,
  path: "/",
  validateSearch: TaskSearch,
  component: lazyRouteComponent(() => import("./routes/project.tsx"), "ProjectPage"),
});

const projectSettings = createRoute({
  getParentRoute: () => project,
  path: "settings",
  component: lazyRouteComponent(() => import("./routes/project-settings.tsx"), "ProjectSettingsPage"),
});

const projectImport = createRoute({
  getParentRoute: () => project,
  path: "import",
  component: lazyRouteComponent(() => import("./routes/project-import.tsx"), "ProjectImportPage"),
});

const projectTrash = createRoute({
  getParentRoute: () => project,
  path: "trash",
  component: lazyRouteComponent(() => import("./routes/project-trash.tsx"), "ProjectTrashPage"),
});

const projectActivity = createRoute({
  getParentRoute: () => project,
  path: "activity",
  component: lazyRouteComponent(() => import("./routes/project-activity.tsx"), "ProjectActivityPage"),
});

const routeTree = root.addChildren([
  setUp,
  signIn,
  signUp,
  authCallback,
  forgotPassword,
  resetPassword,
  signInLink,
  verifyEmail,
  confirmAddress,
  undoAddress,
  join,
  signedIn.addChildren([
    home,
    accountLayout.addChildren([account, accountSecurity]),
    inbox,
    jobs,
    needsTwoStep,
    newWorkspace,
    workspace.addChildren([
      projects,
      members,
      settings,
      webhooks,
      webhook,
      audit,
      project.addChildren([tasks, projectSettings, projectImport, projectTrash, projectActivity]),
    ]),
  ]),
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
