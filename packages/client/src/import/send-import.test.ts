import { expect, test } from "vitest";
import { githubExport } from "../../../../examples/make-github-export.ts";
import { type ServedApp, serveApp } from "../../test/served-app.ts";
import { createClient } from "../index.ts";
import { type FileRow, type ImportProgress, readCsv, readGithubIssues, sendImport } from "./import.ts";

async function createProject(app: ServedApp) {
  const ada = await app.as("ada");
  const workspace = await ada.workspaces.create.mutate({ name: "Apollo" });
  const project = await ada.projects.create.mutate({ workspaceId: workspace.id, name: "Lander", key: "LAN" });
  return { ada, projectId: project.id };
}

const task = (line: number, title = `Task ${line}`): FileRow => ({
  line,
  row: { kind: "task", externalId: `${line}`, title },
});

test("an export of GitHub goes in whole, and a second time nothing is added", { timeout: 60_000 }, async () => {
  await using app = await serveApp();
  const { ada, projectId } = await createProject(app);
  const seen: ImportProgress[] = [];
  const send = () =>
    sendImport(ada, {
      projectId,
      source: "github",
      rows: readGithubIssues(githubExport(120)),
      onProgress: (progress) => seen.push({ ...progress }),
    });

  const first = await send();
  const tasksBefore = await ada.tasks.list.query({ projectId, sort: "manual", limit: 200 });
  const second = await send();

  expect(first).toMatchObject({ created: first.rows, updated: 0, unchanged: 0, rejected: [] });
  expect(second).toMatchObject({ created: 0, updated: 0, unchanged: first.rows, rejected: [] });
  expect(seen.at(-1)).toMatchObject({ rows: first.rows, unchanged: first.rows, rejected: 0 });
  expect(await ada.tasks.list.query({ projectId, sort: "manual", limit: 200 })).toEqual(tasksBefore);
  expect(tasksBefore.tasks.map(({ number }) => number)).toEqual(Array.from({ length: 120 }, (_, at) => at + 1));
  // The export begins with the newest issue; the one numbered 97 has a body of 60 kB, and the 101st has 120 comments.
  const long = await ada.tasks.get.query({ id: tasksBefore.tasks[120 - 97]?.id ?? "" });
  expect(long.body.length).toBeGreaterThan(50_000);
  expect(long.origin?.url).toBe("https://github.com/lunar/lander/issues/97");
  const page = await ada.comments.list.query({ taskId: tasksBefore.tasks[120 - 101]?.id ?? "", limit: 200 });
  expect(page.comments).toHaveLength(120);
});

test("CSV goes in with its mapping", async () => {
  await using app = await serveApp();
  const { ada, projectId } = await createProject(app);

  const rows = readCsv(["Summary;State\nLand;Done\nReturn;In progress\n;Done"], { title: "Summary", status: "State" });
  const result = await sendImport(ada, { projectId, source: "csv", rows });

  expect(result).toMatchObject({ rows: 3, created: 2, rejected: [{ line: 4, reason: "the title is empty" }] });
  const [run] = await ada.imports.list.query({ projectId });
  expect(run).toMatchObject({ id: result.id, source: "csv", created: 2, rejected: 1 });
  expect(run?.finishedAt).not.toBeNull();
});

test("rows that the reader, the sender or the server reject are all named, in the order of the file", async () => {
  await using app = await serveApp();
  const { ada, projectId } = await createProject(app);
  const rows: FileRow[] = [
    { line: 1, problem: "the title is empty" },
    task(2, " "),
    task(3),
    { line: 4, row: { kind: "task", externalId: "4", title: "Large", body: "x".repeat(1_000_000) } },
    { line: 5, row: { kind: "comment", taskExternalId: "4", externalId: "c", body: "Orphan" } },
  ];

  const result = await sendImport(ada, { projectId, source: "csv", rows });

  expect(result).toMatchObject({ rows: 5, created: 1 });
  expect(result.rejected).toEqual([
    { line: 1, reason: "the title is empty" },
    { line: 2, reason: "title is empty" },
    { line: 4, reason: "it is larger than 1 MB" },
    { line: 5, reason: "the task it belongs to was not imported" },
  ]);
  expect(await ada.imports.list.query({ projectId })).toMatchObject([{ rejected: 4 }]);
});

test("answers that get lost on the way back cost time, make no duplicates, and are given again", async () => {
  await using app = await serveApp();
  const { ada, projectId } = await createProject(app);
  const lost = new Set<string>();
  const losesFirstAnswers: typeof fetch = async (input, init) => {
    const answer = await fetch(input, init);
    const procedure = new URL(String(input)).pathname;
    if (lost.has(procedure)) return answer;
    lost.add(procedure);
    throw new TypeError("fetch failed");
  };
  const session = await app.sessionOf("ada");
  const client = createClient({ url: app.url, session, fetch: losesFirstAnswers });

  const result = await sendImport(client, { projectId, source: "csv", rows: [task(1), task(2)] });

  expect([...lost]).toEqual(["/rpc/imports.start", "/rpc/imports.addRows", "/rpc/imports.finish"]);
  expect(result).toMatchObject({ rows: 2, created: 2, unchanged: 0 });
  expect((await ada.tasks.list.query({ projectId })).tasks).toHaveLength(2);
});

test("a refusal ends the import at once", async () => {
  await using app = await serveApp();
  const { ada, projectId } = await createProject(app);
  const eve = await app.as("eve");

  const sending = sendImport(eve, { projectId, source: "csv", rows: [task(1)] });

  await expect(sending).rejects.toMatchObject({ data: { code: "NOT_FOUND" } });
  expect(await ada.imports.list.query({ projectId })).toEqual([]);
});

test("an import that someone else closed meanwhile is not taken for a success", async () => {
  await using app = await serveApp();
  const { ada, projectId } = await createProject(app);
  async function* rows() {
    yield { line: 1, problem: "the title is empty" };
    const [run] = await ada.imports.list.query({ projectId });
    await ada.imports.finish.mutate({ id: run?.id ?? "" });
  }

  const sending = sendImport(ada, { projectId, source: "csv", rows: rows() });

  await expect(sending).rejects.toMatchObject({ data: { code: "CONFLICT" } });
});

test("a file that breaks off leaves what was sent, and its import closed", async () => {
  await using app = await serveApp();
  const { ada, projectId } = await createProject(app);
  const [text = ""] = [[...githubExport(3)].join("")];

  const sending = sendImport(ada, { projectId, source: "github", rows: readGithubIssues([text.slice(0, -10)]) });

  await expect(sending).rejects.toThrow("cut off");
  const [run] = await ada.imports.list.query({ projectId });
  expect(run?.finishedAt).not.toBeNull();
});
