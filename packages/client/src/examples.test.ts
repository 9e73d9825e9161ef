import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { serveApp } from "../test/served-app.ts";

const WEEKLY_REPORT = fileURLToPath(new URL("../../../examples/weekly-report.ts", import.meta.url));

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
