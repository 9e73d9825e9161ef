import { expect, test } from "vitest";
import { verifyWebhook } from "../packages/client/src/webhooks/verify-webhook.ts";
import { startPostgres } from "../packages/database/test/postgres-server.ts";
import { listenAsReceiver } from "../packages/kernel/test/receiver.ts";
import { seriousIssues } from "./accessible.ts";
import { startApp } from "./harness.ts";
import { makeProject, newMember } from "./tracker.ts";

// A lease, and the time until somebody looks for those that lapsed.
const afterACrash = { timeout: 60_000 };

const databases = {
  "a file": async () => ({ url: undefined, stop: async () => {} }),
  "a database server": () => startPostgres(),
};

test.each(Object.entries(databases))(
  "a mention rings, is mailed and is told to a webhook, though the server was killed before; on %s",
  async (_, start) => {
    const database = await start();
    {
      await using app = await startApp(database.url);
      let crashed = false;
      // Nobody is answered before the crash, so nothing has been delivered.
      await using receiver = await listenAsReceiver((response) => crashed && response.writeHead(204).end());
      const ada = await app.newPerson("ada");
      const stage = await makeProject(ada);
      const grace = await newMember(app, ada, stage, { name: "grace", role: "member" });
      const { workspaceId, projectId } = stage;
      const url = `http://127.0.0.1:${receiver.port}/hooks`;
      const { secret } = await ada.client.webhooks.create.mutate({ workspaceId, url, events: ["comment.created"] });
      const { id: taskId } = await ada.client.tasks.create.mutate({ projectId, title: "Fix the alarm" });
      await grace.page.goto(stage.path);
      await grace.page.getByRole("link", { name: "Inbox", exact: true }).waitFor();

      await ada.client.comments.create.mutate({ taskId, body: "Can you look, @grace?" });
      await app.crash();
      crashed = true;

      await grace.page.getByRole("link", { name: "Inbox 1 unread" }).waitFor(afterACrash);
      const answered = () => receiver.received.length > 0;
      await expect.poll(answered, afterACrash).toBe(true);
      const told = await Promise.all(
        receiver.received.map(({ body, headers }) => verifyWebhook(body, headers, secret)),
      );
      expect(new Set(told.map(({ type }) => type))).toEqual(new Set(["comment.created"]));
      expect(new Set(told.map(({ webhookId }) => webhookId)).size).toBe(1);
      await expect
        .poll(async () => (await deliveriesOf(ada.client, workspaceId)).map(({ state }) => state), afterACrash)
        .toEqual(["delivered"]);

      // Mail waits some minutes for more that belongs to it; an operator need not.
      await ada.page.goto("/");
      await ada.page.getByText("Your account").click();
      await ada.page.getByRole("menuitem", { name: "Jobs" }).click();
      await ada.page.getByRole("heading", { name: "Jobs" }).waitFor();
      await ada.page.getByText("Waiting 1").click();
      await ada.page.getByText("Mail notification").waitFor();
      expect(await seriousIssues(ada.page)).toEqual([]);
      await ada.page.getByRole("button", { name: "Run now" }).click();
      await ada.page.getByRole("heading", { name: "None" }).waitFor();
      const mail = await app.newVisitor("/dev/mail");
      await mail.page.getByRole("link", { name: /Ada mentioned you on APO-1:/ }).click();
      await mail.page.getByText("grace@example.com").first().waitFor();
      await mail.page.frameLocator("iframe").getByText("Can you look, @grace?", { exact: true }).waitFor();

      // Browsers say so when there is no server for a moment.
      const complaints = [...ada.complaints, ...grace.complaints, ...mail.complaints];
      expect(complaints.filter((line) => !line.startsWith("WebSocket connection to "))).toEqual([]);
    }
    await database.stop();
  },
);

type Client = Awaited<ReturnType<Awaited<ReturnType<typeof startApp>>["newPerson"]>>["client"];

/** All deliveries of a workspace's only endpoint. */
async function deliveriesOf(client: Client, workspaceId: string) {
  const [webhook] = await client.webhooks.list.query({ workspaceId });
  const { deliveries } = await client.webhooks.deliveries.query({ webhookId: webhook?.id ?? "" });
  return deliveries;
}

test("nobody but an operator finds the jobs of the installation", async () => {
  await using app = await startApp();
  const ada = await app.newPerson("ada");
  const grace = await newMember(app, ada, await makeProject(ada), { name: "grace", role: "member" });

  await grace.page.goto("/admin/jobs");

  await grace.page.getByText("There is nothing here").waitFor();
  expect(grace.complaints).toEqual([]);
});
