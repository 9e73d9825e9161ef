import { openDatabase } from "@plinth/database";
import { emptyTestDatabase } from "@plinth/database/test";
import { useSecrets } from "@plinth/kernel";
import { newSecret, sealSecret, webhooks, workspaces } from "@plinth/server/test";
import { eq } from "drizzle-orm";
import { afterEach, expect, test } from "vitest";
import { openTerminal } from "../../test/run-plinth.ts";

const idOf = (number: number) => `01900000-0000-7000-8000-00000000000${number}`;
const [lost, older, newer] = ["lost", "older", "newer"].map((name) => name.padEnd(32, "-")) as [string, string, string];

afterEach(() => useSecrets([crypto.randomUUID()]));

/** A secret of a webhook, as it was sealed with one of the installation's. */
function sealedWith(secret: string): string {
  useSecrets([secret]);
  return sealSecret(newSecret());
}

test("what is damaged is listed apart from what another secret reads, all else is sealed anew, and the exit code says so", async () => {
  const home = await emptyTestDatabase();
  await using terminal = await openTerminal({ DATABASE_URL: home.url, PLINTH_SECRETS: `${newer},${older}` });
  const using = async <T>(work: (database: Awaited<ReturnType<typeof openDatabase>>) => Promise<T>) => {
    const database = await openDatabase({ url: home.url });
    return work(database).finally(() => database.close());
  };
  const rotate = ["secrets", "rotate"];
  const secrets = [sealedWith(older), sealedWith(older).slice(0, -4), sealedWith(lost)];
  await using(({ write }) =>
    write(async (db) => {
      const rest = { url: "https://example.com/", events: ["*"], failures: 0, createdAt: new Date() };
      await db.insert(workspaces).values({ id: idOf(9), name: "Acme", slug: "acme", createdAt: new Date() });
      const rows = secrets.map((secret, at) => ({ ...rest, id: idOf(at), workspaceId: idOf(9), secret }));
      await db.insert(webhooks).values(rows);
    }),
  );

  expect(await terminal.run(rotate)).toEqual({
    code: 1,
    stdout: "1 sealed anew.\n",
    stderr: [
      "Sealed with a secret that is not in PLINTH_SECRETS: 1 of webhooks.secret.",
      `Damaged, so that no secret reads them: webhooks.secret of ${idOf(1)}.`,
      "Add that secret at the end of PLINTH_SECRETS and run this again.",
      "What is damaged comes back from a backup alone, or is set up anew.\n",
    ].join("\n"),
  });

  terminal.env.PLINTH_SECRETS += `,${lost}`;
  const known = await terminal.run(rotate);
  expect(known).toMatchObject({ code: 1, stdout: "1 sealed anew.\n", stderr: expect.stringMatching(/^Damaged/) });
  await using(({ write }) => write((db) => db.delete(webhooks).where(eq(webhooks.id, idOf(1)))));
  expect(await terminal.run(rotate)).toEqual({ code: 0, stdout: "0 sealed anew.\n", stderr: "" });
  await home.drop();
});
