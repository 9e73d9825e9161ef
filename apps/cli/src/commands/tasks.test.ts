import { type ServedApp, serveApp } from "@plinth/client/test";
import { expect, test } from "vitest";
import { openTerminal, type Terminal } from "../../test/run-plinth.ts";

test("projects are listed with how much is open, or as JSON", async () => {
  await using app = await serveApp();
  await using terminal = await signedIn(app, "ada");
  const empty = await terminal.run(["projects"]);
  const { project } = await apollo(app);
  await (await app.as("ada")).tasks.create.mutate({ projectId: project.id, title: "Launch" });

  const listed = await terminal.run(["projects"]);
  const json = await terminal.json(["projects", "--workspace", "acme"]);

  expect(empty).toMatchObject({ code: 0, stdout: "There is no project yet.\n" });
  expect(listed).toEqual({
    code: 0,
    stdout: "KEY  WORKSPACE  OPEN  DONE  NAME\nAPO  acme       1     0     Apollo\n",
    stderr: "",
  });
  expect(json).toMatchObject({ code: 0, value: [{ id: project.id, key: "APO", workspace: "acme", openTasks: 1 }] });
});

test("a task is created, listed, finished, and then listed no more", async () => {
  await using app = await serveApp();
  await using terminal = await signedIn(app, "ada");
  await apollo(app);
  const create = [
    "tasks",
    "create",
    "--project",
    "apo",
    "--priority",
    "high",
    "--assignee",
    "me",
    "--due",
    "2026-12-01",
  ];

  const created = await terminal.run([...create, "--body", "-", "Write the guide"], "One page.\n");
  const listed = await terminal.run(["tasks", "list", "--project", "APO"]);
  expect(created).toEqual({ code: 0, stdout: "APO-1  Write the guide\n", stderr: "" });
  expect(listed.stdout).toMatch(/^TASK +STATUS +PRIORITY +ASSIGNEE +TITLE\nAPO-1 +\S.* +high +Ada +Write the guide\n$/);

  const done = await terminal.run(["tasks", "done", "APO-1"]);
  const again = await terminal.run(["tasks", "done", "apo-1"]);
  const open = await terminal.run(["tasks", "list", "--project", "APO"]);
  const all = await terminal.json(["tasks", "list", "--project", "APO", "--all"]);
  expect(done).toMatchObject({ code: 0, stdout: expect.stringMatching(/^APO-1 {2}Write the guide: Done\n$/) });
  expect(again).toMatchObject({ code: 0, stdout: expect.stringContaining("was Done already") });
  expect(open.stdout).toBe("No task matches.\n");
  expect(all.value).toMatchObject([{ key: "APO-1", status: "Done", assignee: "Ada", dueOn: "2026-12-01" }]);
});

test("a cancelled task is not taken for a done one, and those named with it stay as they are", async () => {
  await using app = await serveApp();
  await using terminal = await signedIn(app, "ada");
  const { project } = await apollo(app);
  const ada = await app.as("ada");
  const statuses = await ada.statuses.list.query({ projectId: project.id });
  const cancelled = statuses.find(({ category }) => category === "cancelled")?.id ?? "";
  await ada.tasks.create.mutate({ projectId: project.id, title: "Land" });
  await ada.tasks.create.mutate({ projectId: project.id, title: "Float", statusId: cancelled });

  const { code, stdout, stderr } = await terminal.run(["tasks", "done", "APO-1", "APO-2"]);

  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  expect(stderr).toBe(
    "APO-2 is not to be done any more: it is Cancelled.\n" +
      "If it is done after all, give it another status in the browser. Nothing was changed.\n",
  );
  const { tasks } = await ada.tasks.list.query({ projectId: project.id });
  expect(tasks.map(({ version }) => version)).toEqual([1, 1]);
});

test("a list is narrowed by status, assignee, label and text, and says when there is more", async () => {
  await using app = await serveApp();
  await using terminal = await signedIn(app, "ada");
  const { project } = await apollo(app);
  const ada = await app.as("ada");
  const label = await ada.labels.create.mutate({ projectId: project.id, name: "bug" });
  const { id } = await ada.accounts.me.query();
  await ada.tasks.create.mutate({ projectId: project.id, title: "First", labelIds: [label.id] });
  await ada.tasks.create.mutate({ projectId: project.id, title: "Second", assigneeId: id });
  await ada.tasks.create.mutate({ projectId: project.id, title: "Third" });
  const titles = async (...filter: string[]) => {
    const { value } = await terminal.json(["tasks", "list", "--project", "APO", ...filter]);
    return (value as { title: string }[]).map(({ title }) => title);
  };

  expect(await titles("--label", "Bug")).toEqual(["First"]);
  expect(await titles("--assignee", "me")).toEqual(["Second"]);
  expect(await titles("--assignee", "none")).toEqual(["Third", "First"]);
  expect(await titles("--text", "thi")).toEqual(["Third"]);
  expect(await titles("--status", "done")).toEqual([]);
  const two = await terminal.run(["tasks", "list", "--project", "APO", "--limit", "2"]);
  expect(two.stdout.trimEnd().split("\n")).toHaveLength(3);
  expect(two.stderr).toBe("There are more; raise --limit 2.\n");
});

test("a name that is not there is refused with the names that are", async () => {
  await using app = await serveApp();
  await using terminal = await signedIn(app, "ada");
  await apollo(app);

  const [project, workspace, status, assignee, task] = await Promise.all([
    terminal.run(["tasks", "list", "--project", "WEB"]),
    terminal.run(["projects", "--workspace", "globex"]),
    terminal.run(["tasks", "list", "--project", "APO", "--status", "Limbo"]),
    terminal.run(["tasks", "create", "x", "--project", "APO", "--assignee", "Zoe"]),
    terminal.run(["tasks", "done", "APO-99"]),
  ]);

  expect([project, workspace, status, assignee, task].map(({ code }) => code)).toEqual([1, 1, 1, 1, 1]);
  expect(project.stderr).toBe('There is no project "WEB".\nThere are: APO (Apollo)\n');
  expect(workspace.stderr).toBe('There is no workspace "globex".\nThere are: acme\n');
  expect(status.stderr).toMatch(/^There is no status "Limbo" in this project\.\nThere are: .*Done/);
  expect(assignee.stderr).toBe('There is no member "Zoe" in this project.\nThere are: Ada\n');
  expect(task.stderr).toBe("There is no such task.\n");
  const { tasks } = await (await app.as("ada")).tasks.list.query({ projectId: (await apolloOf(app)).id });
  expect(tasks).toEqual([]);
});

test("a stranger is not told that a project exists", async () => {
  await using app = await serveApp();
  await apollo(app);
  await using terminal = await signedIn(app, "bob");

  const { code, stderr } = await terminal.run(["tasks", "list", "--project", "APO"]);

  expect(code).toBe(1);
  expect(stderr).toBe('There is no project "APO".\nThere are none yet.\n');
});

test("a key that several workspaces have asks which one is meant", async () => {
  await using app = await serveApp();
  await using terminal = await signedIn(app, "ada");
  await apollo(app);
  const ada = await app.as("ada");
  const other = await ada.workspaces.create.mutate({ name: "Globex", slug: "globex" });
  await ada.projects.create.mutate({ workspaceId: other.id, name: "Other", key: "APO" });

  const which = await terminal.run(["tasks", "list", "--project", "APO"]);
  const one = await terminal.run(["tasks", "list", "--project", "APO", "--workspace", "globex"]);

  expect(which.code).toBe(2);
  expect(which.stderr).toMatch(/more than one workspace\.\nAdd --workspace with one of: (acme, globex|globex, acme)\n/);
  expect(one).toMatchObject({ code: 0, stdout: "No task matches.\n" });
});

test("other people's text cannot command the terminal", async () => {
  await using app = await serveApp();
  await using terminal = await signedIn(app, "ada");
  const { project } = await apollo(app);
  const title = "Red \u001b[31malert\u0007";
  await (await app.as("ada")).tasks.create.mutate({ projectId: project.id, title });

  const { stdout } = await terminal.run(["tasks", "list", "--project", "APO"]);

  expect(stdout).toContain("alert");
  expect(stdout).not.toMatch(/[^\P{Cc}\n]/u);
});

test("input the server refuses says which field and why", async () => {
  await using app = await serveApp();
  await using terminal = await signedIn(app, "ada");
  await apollo(app);
  const create = ["tasks", "create", "x".repeat(301), "--project", "APO", "--due", "tomorrow", "--estimate", "5000"];

  expect(await terminal.run(create)).toEqual({
    code: 1,
    stdout: "",
    stderr:
      "title: Use at most 300 characters; dueOn: Use a date such as 2026-11-23; estimate: Use a whole number from 0 to 1000\n",
  });
  const { code, value } = await terminal.json(create);
  expect(code).toBe(1);
  expect(value).toMatchObject({
    error: { code: "BAD_REQUEST", issues: [{ path: "title" }, { path: "dueOn" }, { path: "estimate" }] },
  });
});

async function signedIn(app: ServedApp, name: string): Promise<Terminal> {
  return openTerminal({ PLINTH_URL: app.url, PLINTH_SESSION: await app.sessionOf(name) });
}

async function apollo(app: ServedApp) {
  const ada = await app.as("ada");
  const workspace = await ada.workspaces.create.mutate({ name: "Acme", slug: "acme" });
  const project = await ada.projects.create.mutate({ workspaceId: workspace.id, name: "Apollo", key: "APO" });
  return { workspace, project };
}

async function apolloOf(app: ServedApp) {
  const ada = await app.as("ada");
  const { id: workspaceId } = await ada.workspaces.get.query({ slug: "acme" });
  return ada.projects.getByKey.query({ workspaceId, key: "APO" });
}
