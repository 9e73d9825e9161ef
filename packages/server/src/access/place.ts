import type { Caller } from "./calls.ts";
import type { Person } from "./scene.ts";

/** One of everything that calls are about. */
export interface Place extends InstalledJobs, OwnThings {
  workspaceId: string;
  slug: string;
  projectId: string;
  key: string;
  /** A project that is archived. */
  archivedId: string;
  statusId: string;
  nextStatusId: string;
  labelId: string;
  taskId: string;
  /** A task that others can be a part of. */
  parentId: string;
  deletedTaskId: string;
  commentId: string;
  importId: string;
  webhookId: string;
  disabledWebhookId: string;
  /** One to the first that came to nothing. */
  deliveryId: string;
  /** Somebody of the workspace. */
  userId: string;
  email: string;
  /** Of a key that is limited to the workspace. */
  keyId: string;
  /** Of a program that waits to be signed in. */
  deviceCode: string;
  userCode: string;
  inviteId: string;
  /** Of an invite for somebody who is no member. */
  inviteToken: string;
  /** What somebody is invited as. */
  inviteRole: "member" | "owner";
}

/** Jobs of the installation, which are of no place in particular: one that waits, and one that came to nothing. */
export interface InstalledJobs {
  jobId: string;
  deadJobId: string;
}

/** What somebody has that is nobody else's. */
export interface OwnThings {
  /** A session, by its row's id. */
  sessionId: string;
  /** A passkey of theirs. */
  passkeyId: string;
  /** An account elsewhere that they sign in with. */
  connectionId: string;
  /** A browser that they trust. */
  deviceId: string;
}

interface Ground {
  workspaceId: string;
  slug: string;
  key: string;
  /** An owner there. */
  by: Caller;
  jobs: InstalledJobs;
}

interface Others {
  /** Who writes the comment. */
  author: Caller;
  about: Person;
  guest: Person;
}

/** Puts one of everything into a new project. */
export async function furnish(
  { workspaceId, slug, key, by, jobs }: Ground,
  { author, about, guest }: Others,
): Promise<Place> {
  const { id: projectId } = await by.projects.create({ workspaceId, name: `Project ${key}`, key });
  const { id: archivedId } = await by.projects.create({ workspaceId, name: "Old", key: `${key}X` });
  await by.projects.archive({ id: archivedId });
  const [status, next] = await by.statuses.list({ projectId });
  const label = await by.labels.create({ projectId, name: "Fuel" });
  const task = await by.tasks.create({ projectId, title: `Land ${key}`, labelIds: [label.id] });
  const parent = await by.tasks.create({ projectId, title: `Fly ${key}` });
  const deleted = await by.tasks.create({ projectId, title: `Forget ${key}` });
  await by.tasks.delete({ id: deleted.id });
  const comment = await author.comments.create({ taskId: task.id, body: `Softly, ${key}` });
  const run = await by.imports.start({ projectId, source: "csv" });
  const inviteRole = key === "OTH" ? "owner" : "member";
  const invite = await by.invites.create({ workspaceId, email: guest.email, role: inviteRole });
  const addWebhook = () =>
    by.webhooks.create({ workspaceId, url: "https://example.com/hooks", events: ["member.left"] });
  const [webhook, disabled] = [await addWebhook(), await addWebhook()];
  const delivery = await by.webhooks.sendTest({ id: webhook.id });
  await by.webhooks.disable({ id: webhook.id });
  await by.webhooks.enable({ id: webhook.id });
  await by.webhooks.disable({ id: disabled.id });
  const apiKey = await author.apiKeys.create({ name: `Key ${key}`, workspaceId, scopes: ["tasks:read"] });
  const { deviceCode, userCode } = await by.deviceLogins.begin({ host: "laptop" });
  return {
    ...jobs,
    ...{ workspaceId, slug, projectId, key, archivedId },
    ...{ statusId: status?.id ?? "", nextStatusId: next?.id ?? "", labelId: label.id },
    ...{ taskId: task.id, parentId: parent.id, deletedTaskId: deleted.id, commentId: comment.id, importId: run.id },
    ...{ userId: about.userId, email: about.email },
    ...about.own,
    ...{ webhookId: webhook.id, disabledWebhookId: disabled.id, deliveryId: delivery.id },
    ...{ keyId: apiKey.id, deviceCode, userCode },
    ...{ inviteId: invite.id, inviteToken: invite.token, inviteRole },
  };
}
