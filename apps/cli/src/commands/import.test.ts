import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type ServedApp, serveApp } from "@plinth/client/test";
import { expect, test } from "vitest";
import { githubExport } from "../../../../examples/make-github-export.ts";
import { openTerminal, type Terminal } from "../../test/run-plinth.ts";

test("issues are imported with their comments, and a second time nothing is duplicated", async () => {
  await using app = await serveApp();
  await using terminal = await signedIn(app);
  const projectId = await apollo(app);
  const file = await fileIn(terminal, "issues.json", JSON.stringify([issue(1), issue(2), { number: 3, title: "" }]));

  const first = await terminal.run(["import", "github", file, "--project", "APO"]);
  const second = await terminal.run(["import", "github", file, "--project", "APO", "--json"]);

  expect(first).toMatchObject({ code: 1, stderr: `${file}, line 1: the issue has no title\n` });
  expect(first.stdout).toMatch(/^4 created, 0 updated, 0 unchanged, 1 rejected; \d+\.\d s\.\n$/);
  expect(JSON.parse(second.stdout)).toMatchObject({ created: 0, unchanged: 4, rejected: [{ line: 1 }] });
  const { tasks } = await (await app.as("ada")).tasks.list.query({ projectId });
  expect(tasks.map(({ title }) => title).sort()).toEqual(["Issue 1", "Issue 2"]);
});

test("an export of 500 issues goes in whole, and a second time nothing is there twice", {
  timeout: 300_000,
}, async () => {
  await using app = await serveApp();
  await using terminal = await signedIn(app);
  const projectId = await apollo(app);
  const file = await fileIn(terminal, "issues.json", [...githubExport(500)].join(""));
  const bring = ["import", "github", file, "--project", "APO"];

  const first = await terminal.json(bring);
  const second = await terminal.json(bring);

  const { rows } = first.value as { rows: number };
  expect(first).toMatchObject({ code: 0, value: { rows, created: rows, rejected: [] } });
  expect(second).toMatchObject({ code: 0, value: { rows, created: 0, updated: 0, unchanged: rows, rejected: [] } });
  const { columns } = await (await app.as("ada")).tasks.board.query({ projectId });
  expect(columns.reduce((sum, { total }) => sum + total, 0)).toBe(500);
});

test("rows of a CSV are imported by its columns, and those left out are named with their line and reason", async () => {
  await using app = await serveApp();
  await using terminal = await signedIn(app);
  const projectId = await apollo(app);
  const csv = 'Summary,"Due, latest"\nOne,2026-12-01\n,\nTwo,\n';
  const file = await fileIn(terminal, "tasks.csv", csv);

  const map = ["--map", "title=Summary,dueOn=Due, latest"];
  const { code, stdout, stderr } = await terminal.run(["import", "csv", file, "--project", "APO", ...map]);

  expect(code).toBe(1);
  expect(stdout).toContain("2 created, 0 updated, 0 unchanged, 1 rejected");
  expect(stderr).toBe(`${file}, line 3: the title is empty\n`);
  const { tasks } = await (await app.as("ada")).tasks.list.query({ projectId });
  expect(tasks.map(({ title, dueOn }) => [title, dueOn]).sort()).toEqual([
    ["One", "2026-12-01"],
    ["Two", null],
  ]);
});

test("an import without rejected rows is a success", async () => {
  await using app = await serveApp();
  await using terminal = await signedIn(app);
  await apollo(app);
  const file = await fileIn(terminal, "issues.json", JSON.stringify([issue(1)]));

  expect(await terminal.run(["import", "github", file, "--project", "APO"])).toMatchObject({ code: 0, stderr: "" });
});

test("a file that cannot be imported is refused, and nothing comes of it", async () => {
  await using app = await serveApp();
  await using terminal = await signedIn(app);
  const projectId = await apollo(app);
  const cut = await fileIn(terminal, "cut.json", JSON.stringify([issue(1), issue(2)]).slice(0, -20));
  const csv = await fileIn(terminal, "tasks.csv", "Summary\nOne\n");
  const into = ["--project", "APO"];

  const [missing, broken, noColumn, noField, noTitle] = await Promise.all([
    terminal.run(["import", "github", `${cut}.gone`, ...into]),
    terminal.run(["import", "github", cut, "--project", "NOPE"]),
    terminal.run(["import", "csv", csv, "--map", "title=Titel", ...into]),
    terminal.run(["import", "csv", csv, "--map", "colour=Summary", ...into]),
    terminal.run(["import", "csv", csv, "--map", "body=Summary", ...into]),
  ]);

  expect([missing, broken, noColumn, noField, noTitle].map(({ code }) => code)).toEqual([1, 1, 1, 2, 2]);
  expect(missing.stderr).toBe(`There is no file ${cut}.gone.\n`);
  expect(broken.stderr).toBe('There is no project "NOPE".\nThere are: APO (Apollo)\n');
  expect(noColumn.stderr).toBe(`${csv}, line 1: The file has no column “Titel”. It has: Summary.\n`);
  expect(noField.stderr).toContain('"colour=Summary" maps no known field.\nThe fields are: title, body');
  expect(noTitle.stderr).toContain("No column is mapped to title.");
  const { tasks } = await (await app.as("ada")).tasks.list.query({ projectId });
  expect(tasks).toEqual([]);
});

test("a file that breaks off says where", async () => {
  await using app = await serveApp();
  await using terminal = await signedIn(app);
  await apollo(app);
  const cut = await fileIn(
    terminal,
    "cut.json",
    `[\n${JSON.stringify(issue(1))},\n${JSON.stringify(issue(2)).slice(0, -20)}`,
  );

  const { code, stderr } = await terminal.run(["import", "github", cut, "--project", "APO"]);

  expect(code).toBe(1);
  expect(stderr).toContain(`${cut}, line 3: `);
  expect(stderr).not.toMatch(/^\s+at /m);
});

function issue(number: number) {
  const url = `https://github.com/acme/apollo/issues/${number}`;
  const author = { login: "octo", name: "Octo Cat", is_bot: false };
  const createdAt = "2026-01-01T00:00:00Z";
  const comments = [{ id: `IC_${number}`, author, body: "Seen.", createdAt, url: `${url}#issuecomment-${number}` }];
  const closed = { state: "OPEN", closedAt: null, labels: [], assignees: [] };
  return {
    number,
    title: `Issue ${number}`,
    body: null,
    author,
    comments,
    createdAt,
    updatedAt: createdAt,
    url,
    ...closed,
  };
}

async function fileIn(terminal: Terminal, name: string, content: string): Promise<string> {
  const file = join(terminal.configFolder, name);
  await writeFile(file, content);
  return file;
}

async function signedIn(app: ServedApp): Promise<Terminal> {
  return openTerminal({ PLINTH_URL: app.url, PLINTH_SESSION: await app.sessionOf("ada") });
}

async function apollo(app: ServedApp): Promise<string> {
  const ada = await app.as("ada");
  const workspace = await ada.workspaces.create.mutate({ name: "Acme", slug: "acme" });
  const project = await ada.projects.create.mutate({ workspaceId: workspace.id, name: "Apollo", key: "APO" });
  return project.id;
}
