import { openDatabase } from "@plinth/database";
import { emptyTestDatabase } from "@plinth/database/test";
import { and, eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { members } from "../features/members/table.ts";
import { paths, tryCall } from "./calls.ts";
import { sampleFor } from "./measure-access.ts";
import { setScene, targets } from "./scene.ts";

/** What a member who is held may do, and a stranger may not, or the other way round, with the reason. */
const exceptions: Record<string, string> = {
  "apiKeys.create": "the stranger is about to go, and makes no keys any more",
  "invites.accept": "an invite of the sample is for the stranger",
  "myData.deleteAccount": "the stranger is about to go already",
  "myData.keepAccount": "the stranger is about to go",
  "apiKeys.revoke": "a key of the sample is the admin's own, and nobody else's",
};

test("a member who is held reaches in the workspace what a stranger does: nothing", { timeout: 120_000 }, async () => {
  const own = await emptyTestDatabase();
  const database = await openDatabase({ url: own.url });
  const { actors, places } = await setScene(database);
  const { workspaceId } = places.own;
  const { userId } = Object(actors.admin) as { userId: string };
  const before = await answers("admin");
  const hold = and(eq(members.workspaceId, workspaceId), eq(members.userId, userId));

  await database.write((db) => db.update(members).set({ heldSince: new Date() }).where(hold));

  const [held, stranger] = [await answers("admin"), await answers("stranger")];
  for (const [call, code] of Object.entries(held)) {
    if (!exceptions[call.split(" ")[0] ?? ""]) expect([call, code]).toEqual([call, stranger[call]]);
  }
  // Being held is what closes it.
  expect(Object.keys(before).filter((call) => before[call] !== held[call]).length).toBeGreaterThan(60);
  const list = await tryCall(database, actors.admin, "workspaces.list", undefined);
  expect(list).toMatchObject({ answer: [{ id: workspaceId, role: "admin", heldSince: expect.any(Date) }] });
  await database.close();
  await own.drop();

  async function answers(name: "admin" | "stranger"): Promise<Record<string, string>> {
    const found: Record<string, string> = {};
    for (const path of paths) {
      for (const target of targets) {
        const { code } = await tryCall(database, actors[name], path, sampleFor(path, places[target]));
        found[`${path} ${target}`] = code;
      }
    }
    return found;
  }
});
