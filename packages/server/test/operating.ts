import { eq } from "drizzle-orm";
import { users } from "../src/features/accounts/table.ts";
import type { Caller, TestApp } from "./test-app.ts";

/** Makes the person with this name an operator who has just proved that it is them. */
export async function operating(app: TestApp, name: string): Promise<Caller> {
  const userId = await app.idOf(name);
  await app.database.write((db) => db.update(users).set({ operatorSince: app.now() }).where(eq(users.id, userId)));
  return app.caller({ kind: "user", userId, sessionId: `session of ${name}`, operator: true, provenAt: app.now() });
}
