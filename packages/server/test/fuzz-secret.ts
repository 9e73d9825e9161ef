import { randomUUID } from "node:crypto";
import type { Database } from "@plinth/database";
import * as tables from "../src/tables.ts";
import { type Rows, readRows } from "./fuzz-rows.ts";
import type { TestApp } from "./test-app.ts";

/** A workspace nobody who calls belongs to. Its ids are known to them; what it holds must never be seen, nor changed. */
export interface SecretWorkspace {
  /** Stands in every text of it. */
  marker: string;
  rows: Rows;
  /** Every row that has to do with it, as text. */
  content(): Promise<string[]>;
}

/** Carol's workspace, with one of everything. */
export async function createSecretWorkspace(app: TestApp): Promise<SecretWorkspace> {
  const marker = `Krypton-${randomUUID()}`;
  const before = await idsIn(app.database);
  const carol = app.as("carol");
  const { id: workspaceId } = await carol.workspaces.create({ name: marker, slug: "carols-own" });
  const { id: projectId } = await carol.projects.create({ workspaceId, name: marker, key: "KRY", description: marker });
  const label = await carol.labels.create({ projectId, name: marker.slice(0, 50) });
  const task = await carol.tasks.create({ projectId, title: marker, body: marker, labelIds: [label.id] });
  await carol.tasks.create({ projectId, title: marker, parentId: task.id, assigneeId: await app.idOf("carol") });
  const comment = await carol.comments.create({ taskId: task.id, body: marker });
  await carol.comments.react({ commentId: comment.id, kind: "heart" });
  await carol.invites.create({ workspaceId, email: "dora@example.com", role: "member" });
  await carol.imports.start({ projectId, source: "csv" });
  const url = `https://example.com/${marker}`;
  const webhook = await carol.webhooks.create({ workspaceId, url, events: ["*"] });
  await carol.webhooks.sendTest({ id: webhook.id });
  const facts = { credentialId: marker, publicKey: "", counter: 0, isSynced: true, isBackedUp: true };
  const passkey = { ...facts, userId: await app.idOf("carol"), transports: [], name: marker, createdAt: app.now() };
  await app.database.write((db) => db.insert(tables.passkeys).values(passkey));

  const ids = (await idsIn(app.database)).filter((id) => !before.includes(id));
  const rows: Rows = new Map();
  for (const [name, all] of await readRows(app.database)) {
    rows.set(
      name,
      all.filter((row) => ids.includes(String(row.id))),
    );
  }
  return { marker, rows, content: () => rowsNaming(ids, app.database) };
}

/** Of all but jobs, which are operators' to look after, whoever wanted them. */
async function idsIn(database: Database): Promise<string[]> {
  const { jobs: _, ...others } = Object.fromEntries(await readRows(database));
  const all = Object.values(others).flat();
  return all.flatMap(({ id }) => (typeof id === "string" ? [id] : []));
}

/**
 * That somebody tried and was refused is told of whom they tried it on, and changes nothing of theirs. Operators look after people, and may be signed in
 * in their place.
 */
function isAllowed(table: string, row: Record<string, unknown>): boolean {
  if (table === "sessions") return row.impersonatorId !== null;
  if (table !== "events") return false;
  const isInTheirPlace = row.name === "session.started" && Object(row.data).by === "impersonation";
  return isInTheirPlace || /^(account\.|session\.ended$|session\.refused$|access\.refused$)/.test(String(row.name));
}

async function rowsNaming(ids: string[], { read }: Database): Promise<string[]> {
  const found: string[] = [];
  // Anybody may have a mail sent to an address, whoever's it is.
  const { jobs: _, oneTimeTokens: __, users: ___, ...others } = tables;
  for (const [name, table] of Object.entries(others)) {
    for (const row of await read.select().from(table)) {
      const text = `${name} ${JSON.stringify(row)}`;
      if (!isAllowed(name, Object(row)) && ids.some((id) => text.includes(id))) found.push(text);
    }
  }
  return found.sort();
}
