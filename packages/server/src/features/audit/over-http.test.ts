// Faults: 186.
import { events } from "@plinth/kernel";
import { asc, eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { dataOf, type ServedProduct, serveProduct } from "../../../test/served-product.ts";

const password = "correct horse battery";

/** A workspace of olga's with mona as a member, who holds the token. */
async function meet({ app, call }: ServedProduct): Promise<{ workspaceId: string; token: string }> {
  dataOf(await call("accounts.setUp", { name: "Olga", email: "olga@example.com", password, token: app.setUpToken }));
  dataOf(await call("accounts.signUp", { name: "Mona", email: "mona@example.com", password }));
  const signIn = async (email: string) => dataOf(await call("sessions.signIn", { email, password, as: "token" })).token;
  const [olga, mona] = [await signIn("olga@example.com"), await signIn("mona@example.com")];
  const { id: workspaceId } = dataOf(await call("workspaces.create", { name: "Acme" }, { token: olga }));
  const invite = { workspaceId, email: "mona@example.com", role: "member" };
  const { token } = dataOf(await call("invites.create", invite, { token: olga }));
  dataOf(await call("invites.accept", { token }, { token: mona }));
  return { workspaceId, token: mona };
}

test("what is refused is recorded whichever way the call comes, and a dry run of it is no try", async () => {
  await using product = await serveProduct();
  const { workspaceId, token } = await meet(product);
  const send = (path: string, input: object, headers: Record<string, string> = {}, more = "") =>
    fetch(`${product.url}/${path}?${more}`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json", ...headers },
      body: JSON.stringify(input),
    });

  const statuses = [
    await send("projects.create", { workspaceId, name: "Apollo", key: "APO" }, { "dry-run": "true" }),
    await send("workspaces.update", { id: workspaceId, name: "Mine" }, { "idempotency-key": crypto.randomUUID() }),
    // Parameters that only tRPC's own adapter reads.
    await send("invites.create", { workspaceId, email: "eve@example.com", role: "viewer" }, {}, "x=1"),
  ].map(({ status }) => status);

  expect(statuses).toEqual([403, 403, 403]);
  const rows = await product.app.database.read
    .select()
    .from(events)
    .where(eq(events.name, "access.refused"))
    .orderBy(asc(events.id));
  expect(rows.map(({ data, address, tenantId }) => [data.call, address, tenantId])).toEqual([
    ["workspaces.update", "127.0.0.1", workspaceId],
    ["invites.create", "127.0.0.1", workspaceId],
  ]);
  expect(rows.every(({ requestId }) => /^[0-9a-f-]{36}$/.test(requestId))).toBe(true);
});
