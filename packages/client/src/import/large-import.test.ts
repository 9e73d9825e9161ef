import { expect, test } from "vitest";
import { githubExport } from "../../../../examples/make-github-export.ts";
import { serveApp } from "../../test/served-app.ts";
import { readGithubIssues, sendImport } from "./import.ts";

// Ten thousand take a minute on a machine that does nothing else.
const ISSUES = Number(process.env.IMPORT_ISSUES ?? 2_000);

test(`an export of ${ISSUES} issues goes in whole, and a second time nothing is added`, {
  timeout: 600_000,
}, async () => {
  await using app = await serveApp();
  const ada = await app.as("ada");
  const { id: workspaceId } = await ada.workspaces.create.mutate({ name: "Apollo" });
  const { id: projectId } = await ada.projects.create.mutate({ workspaceId, name: "Lander", key: "LAN" });
  const send = () => sendImport(ada, { projectId, source: "github", rows: readGithubIssues(githubExport(ISSUES)) });

  const first = await send();
  const second = await send();

  expect(first).toMatchObject({ created: first.rows, updated: 0, unchanged: 0, rejected: [] });
  expect(second).toMatchObject({ rows: first.rows, created: 0, updated: 0, unchanged: first.rows, rejected: [] });
  const [project] = await ada.projects.list.query({ workspaceId });
  const { columns } = await ada.tasks.board.query({ projectId });
  expect(columns.reduce((sum, { total }) => sum + total, 0)).toBe(ISSUES);
  const newest = await ada.tasks.getByNumber.query({ projectId, number: ISSUES });
  expect(newest.origin?.url).toBe("https://github.com/lunar/lander/issues/1");
  expect(project?.openTasks).toBeGreaterThan(ISSUES / 4);
});
