import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { z } from "zod";
import { AuditSearch } from "../features/audit/audit-search.ts";
import { loadProject } from "../features/tasks/load-project.ts";
import { TaskSearch } from "../features/tasks/task-search.ts";
import { loadWorkspace } from "../features/workspaces/load-workspace.ts";
import { ProjectLayout } from "../routes/project-layout.tsx";
import { signedIn } from "./root.ts";

const workspace = createRoute({
  getParentRoute: () => signedIn,
  path: "$workspace",
  loader: ({ params, location }) => loadWorkspace(params.workspace, location.href),
});

const projects = createRoute({
  getParentRoute: () => workspace,
  path: "/",
  validateSearch: z.object({ archived: z.boolean().optional().catch(undefined) }),
  component: lazyRouteComponent(() => import("../routes/projects.tsx"), "ProjectsPage"),
});

const members = createRoute({
  getParentRoute: () => workspace,
  path: "members",
  component: lazyRouteComponent(() => import("../routes/members.tsx"), "MembersPage"),
});

const settings = createRoute({
  getParentRoute: () => workspace,
  path: "settings",
  component: lazyRouteComponent(() => import("../routes/workspace-settings.tsx"), "WorkspaceSettingsPage"),
});

const webhooks = createRoute({
  getParentRoute: () => workspace,
  path: "settings/webhooks",
  component: lazyRouteComponent(() => import("../routes/webhooks.tsx"), "WebhooksPage"),
});

const webhook = createRoute({
  getParentRoute: () => workspace,
  path: "settings/webhooks/$webhookId",
  component: lazyRouteComponent(() => import("../routes/webhook.tsx"), "WebhookPage"),
});

const audit = createRoute({
  getParentRoute: () => workspace,
  path: "settings/audit",
  validateSearch: AuditSearch,
  component: lazyRouteComponent(() => import("../routes/workspace-audit.tsx"), "WorkspaceAuditPage"),
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
  component: lazyRouteComponent(() => import("../routes/project.tsx"), "ProjectPage"),
});

const projectSettings = createRoute({
  getParentRoute: () => project,
  path: "settings",
  component: lazyRouteComponent(() => import("../routes/project-settings.tsx"), "ProjectSettingsPage"),
});

const projectImport = createRoute({
  getParentRoute: () => project,
  path: "import",
  component: lazyRouteComponent(() => import("../routes/project-import.tsx"), "ProjectImportPage"),
});

const projectTrash = createRoute({
  getParentRoute: () => project,
  path: "trash",
  component: lazyRouteComponent(() => import("../routes/project-trash.tsx"), "ProjectTrashPage"),
});

const projectActivity = createRoute({
  getParentRoute: () => project,
  path: "activity",
  component: lazyRouteComponent(() => import("../routes/project-activity.tsx"), "ProjectActivityPage"),
});

/** The pages of a workspace and of its projects. */
export const workspaceRoutes = workspace.addChildren([
  projects,
  members,
  settings,
  webhooks,
  webhook,
  audit,
  project.addChildren([tasks, projectSettings, projectImport, projectTrash, projectActivity]),
]);
