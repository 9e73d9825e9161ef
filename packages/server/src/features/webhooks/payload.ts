import { z } from "zod";
import { role } from "../members/roles.ts";
import { TEST_EVENT, webhookEvents } from "./event-names.ts";

// The contract with receivers. What is in it stays; more may come to it.

const id = z.string();
const moment = z.iso.datetime();

/** Whoever did it. `null` for what the installation does by itself. */
const Actor = z.object({ id, name: z.string() }).nullable();

/** `null` when it was gone before it could be told of. */
const Project = z.object({ id, key: z.string(), name: z.string(), archivedAt: moment.nullable() }).nullable();

const Task = z
  .object({
    id,
    projectId: id,
    /** `APO-12` */
    key: z.string(),
    title: z.string(),
    status: z.object({ id, name: z.string(), category: z.string() }),
    priority: z.string(),
    assigneeId: id.nullable(),
    dueOn: z.string().nullable(),
    estimate: z.number().nullable(),
    parentId: id.nullable(),
    createdAt: moment,
    updatedAt: moment,
    closedAt: moment.nullable(),
    deletedAt: moment.nullable(),
  })
  .nullable();

const Comment = z
  .object({
    id,
    authorId: id.nullable(),
    /** Markdown, its first 12 kB. */
    body: z.string(),
    createdAt: moment,
    editedAt: moment.nullable(),
  })
  .nullable();

/** What is known of the event itself, such as the `fields` that changed, or the role `from` which and `to` which somebody went. */
// Of lists the first 50.
const details = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string())]));

const dataOf = {
  project: z.object({ subjectId: id, details, project: Project }),
  task: z.object({ subjectId: id, details, task: Task }),
  comment: z.object({ subjectId: id, details, comment: Comment, task: Task }),
  member: z.object({
    subjectId: id,
    details,
    member: z.object({ id, name: z.string(), role: role.nullable() }).nullable(),
  }),
  invite: z.object({
    subjectId: id,
    details,
    invite: z.object({ id, email: z.string(), role, expiresAt: moment }).nullable(),
  }),
};

type Data = typeof dataOf;
type NounOf<Name extends string> = Name extends `${infer Noun}.${string}` ? Noun : never;

const envelope = {
  /** When it happened. */
  timestamp: moment,
  workspaceId: id,
  /** Of the event. Deliveries may come in another order: these ids sort in the order in which things happened. */
  eventId: id,
  actor: Actor,
};

/** What an endpoint is sent about one kind of event. */
export type PayloadOf<Name extends (typeof webhookEvents)[number]> = {
  type: Name;
  timestamp: string;
  workspaceId: string;
  eventId: string;
  actor: z.output<typeof Actor>;
  data: z.output<Data[NounOf<Name> & keyof Data]>;
};

export interface TestPayload {
  type: typeof TEST_EVENT;
  timestamp: string;
  workspaceId: string;
  eventId: string;
  actor: z.output<typeof Actor>;
  data: { message: string };
}

/** Everything an endpoint may be sent; `type` says which it is. */
export type WebhookPayload =
  | { [Name in (typeof webhookEvents)[number]]: PayloadOf<Name> }[(typeof webhookEvents)[number]]
  | TestPayload;

/** The same, to check what came in. */
export const WebhookPayload: z.ZodType<WebhookPayload> = z.union([
  z.object({ type: z.literal(TEST_EVENT), ...envelope, data: z.object({ message: z.string() }) }),
  ...webhookEvents.map((name) =>
    // Safe because every name begins with one of the nouns.
    z.object({ type: z.literal(name), ...envelope, data: dataOf[name.slice(0, name.indexOf(".")) as keyof Data] }),
  ),
]) as never;
