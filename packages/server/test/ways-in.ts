import type { PgTable } from "drizzle-orm/pg-core";
import * as tables from "../src/tables.ts";
import type { TestApp } from "./test-app.ts";

// Whatever lets somebody in, or makes it easier, besides their password.
const kinds = {
  passkeys: tables.passkeys,
  totps: tables.totps,
  recoveryCodes: tables.recoveryCodes,
  connections: tables.connections,
  apiKeys: tables.apiKeys,
  devices: tables.devices,
};

export const waysIn = Object.keys(kinds);

/** Puts one way in of each kind into somebody's account. */
export async function insertWaysIn({ database, now }: TestApp, userId: string): Promise<void> {
  const at = now();
  const mine = { userId, createdAt: at };
  const once = () => crypto.randomUUID();
  const rows: Record<keyof typeof kinds, object> = {
    passkeys: {
      ...{ ...mine, credentialId: once(), publicKey: "", counter: 0, transports: [], isSynced: false },
      ...{ isBackedUp: false, name: "Laptop" },
    },
    totps: { userId, secret: "", confirmedAt: at, lastStep: 0 },
    recoveryCodes: { ...mine, codeHash: once() },
    connections: { ...mine, provider: "github", issuer: "https://github.com", subject: once() },
    apiKeys: { ...mine, name: "Deploy", prefix: "plk_", tokenHash: once(), scopes: ["*:read"], expiresAt: at },
    devices: { ...mine, tokenHash: once(), lastSeenAt: at },
  };
  await database.write(async (db) => {
    for (const [kind, table] of Object.entries(kinds)) {
      // Safe because a row that does not fit its table is refused by the database.
      await db.insert(table as PgTable).values(rows[kind as keyof typeof kinds] as never);
    }
  });
}

/** The kinds of ways in that somebody has, once for each way. */
export async function waysInOf({ database }: TestApp, userId: string): Promise<string[]> {
  const found: string[] = [];
  for (const [kind, table] of Object.entries(kinds)) {
    const rows = await database.read.select({ userId: table.userId }).from(table as PgTable);
    found.push(...rows.filter((row) => row.userId === userId).map(() => kind));
  }
  return found;
}
