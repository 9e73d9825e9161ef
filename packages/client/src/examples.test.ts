import { execFile, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { freePort } from "@plinth/database/test";
import { Webhook } from "standardwebhooks";
import { expect, test } from "vitest";
import { serveApp } from "../test/served-app.ts";

const exampleAt = (name: string) => fileURLToPath(new URL(`../../../examples/${name}`, import.meta.url));
const WEEKLY_REPORT = exampleAt("weekly-report.ts");
const RECEIVE_WEBHOOKS = exampleAt("receive-webhooks.ts");

test("the weekly report names what was finished, and not what was cancelled", async () => {
  await using app = await serveApp();
  const ada = await app.as("ada");
  const { id: workspaceId } = await ada.workspaces.create.mutate({ name: "Acme" });
  const { id: projectId } = await ada.projects.create.mutate({ workspaceId, name: "Apollo", key: "APO" });
  const statuses = await ada.statuses.list.query({ projectId });
  for (const category of ["done", "cancelled", "todo"]) {
    const statusId = statuses.find((status) => status.category === category)?.id ?? "";
    await ada.tasks.create.mutate({ projectId, title: `This is ${category}`, statusId });
  }

  const env = { PATH: process.env.PATH, PLINTH_URL: app.url, PLINTH_SESSION: await app.sessionOf("ada") };
  const { stdout } = await promisify(execFile)(process.execPath, ["--import", "tsx", WEEKLY_REPORT, "APO"], { env });

  expect(stdout).toMatch(
    /^# Apollo: the week until \d{4}-\d\d-\d\d\n\n- \*\*APO-1\*\* This is done \(nobody, Done\)\n$/,
  );
});

test("the receiver of webhooks prints what is signed, once, and refuses what is not", { timeout: 60_000 }, async () => {
  const [port, secret] = [await freePort(), `whsec_${randomBytes(32).toString("base64")}`];
  const env = { PATH: process.env.PATH, PLINTH_WEBHOOK_SECRET: secret };
  const receiver = spawn(process.execPath, ["--import", "tsx", RECEIVE_WEBHOOKS, `${port}`], { env });
  const lines = createInterface({ input: receiver.stdout });
  const printed: string[] = [];
  await once(lines, "line");
  lines.on("line", (line) => printed.push(line));
  const body = JSON.stringify({
    ...{ type: "task.created", timestamp: "2026-06-01T09:00:00.000Z", actor: { id: "1", name: "Mona" } },
    data: { task: { key: "APO-1", title: "Land" } },
  });
  const at = new Date();
  const deliver = async (text: string) => {
    const headers = {
      "webhook-id": "msg_1",
      "webhook-timestamp": String(Math.floor(at.getTime() / 1_000)),
      "webhook-signature": new Webhook(secret).sign("msg_1", at, body),
    };
    return (await fetch(`http://localhost:${port}/`, { method: "POST", headers, body: text })).status;
  };

  expect([await deliver(body), await deliver(body), await deliver(`${body} `)]).toEqual([204, 204, 400]);
  await expect.poll(() => printed).toEqual(["2026-06-01T09:00:00.000Z  Mona: task.created APO-1 Land"]);
  receiver.kill();
});
