import { expect, test } from "vitest";
import { appOfFile } from "./harness.ts";
import { makeProject } from "./tracker.ts";

const app = appOfFile();

const csv = `Summary;State;Tags;Deadline;Key
Paint the hatch;In progress;design, paint;2026-12-24;A-1
;Todo;;;A-2
Order Tang;Done;;not a day;A-3
Count down;Todo;;;A-4
`;

const issues = [
  {
    ...{ number: 7, title: "Alarm 1202", body: null, state: "OPEN", labels: [{ name: "bug", color: "d73a4a" }] },
    ...{ assignees: [], author: { login: "margaret" }, url: "https://github.com/nasa/apollo/issues/7" },
    comments: [{ id: "c1", author: { login: "buzz" }, body: "Again!", createdAt: "2026-01-02T03:04:05Z" }],
    createdAt: "2026-01-01T00:00:00Z",
  },
];

const file = (name: string, text: string) => ({
  name,
  mimeType: "application/octet-stream",
  buffer: Buffer.from(text),
});

test("a CSV file is imported by its columns, and every refused row is named with its reason", async () => {
  const { page, client, complaints } = await app.newPerson("ada");
  const { path, projectId } = await makeProject({ client });

  await page.goto(`${path}/import`);
  await page.getByText("CSV", { exact: true }).click();
  await page.locator('input[type="file"]').setInputFiles(file("tasks.csv", csv));
  await page.getByText("First row: Paint the hatch").waitFor();
  await page.getByRole("button", { name: "Import", exact: true }).click();
  await page.getByText("The import is done").waitFor();

  const refused = await page.getByRole("region", { name: "Refused rows" }).getByRole("row").allInnerTexts();
  expect(refused.map((row) => row.replace(/\s+/g, " "))).toEqual([
    "Line Reason",
    "3 the title is empty",
    "4 the due date is not like 2026-12-24",
  ]);
  await page.getByRole("link", { name: "See the tasks" }).click();
  await page.getByRole("region", { name: "In progress" }).getByRole("link", { name: "Paint the hatch" }).waitFor();
  const { tasks } = await client.tasks.list.query({ projectId });
  expect(tasks.map(({ title, dueOn }) => ({ title, dueOn }))).toEqual(
    expect.arrayContaining([
      { title: "Paint the hatch", dueOn: "2026-12-24" },
      { title: "Count down", dueOn: null },
    ]),
  );
  expect(complaints).toEqual([]);
});

test("issues of GitHub keep where they come from, and a second import duplicates nothing", async () => {
  const { page, client } = await app.newPerson("ada");
  const { path, projectId } = await makeProject({ client });
  const run = async () => {
    await page.goto(`${path}/import`);
    await page.locator('input[type="file"]').setInputFiles(file("issues.json", JSON.stringify(issues)));
    await page.getByRole("button", { name: "Import", exact: true }).click();
    await page.getByText("The import is done").waitFor();
  };

  await run();
  await page.getByText("2 new, 0 updated, 0 unchanged.").waitFor();
  await run();
  await page.getByText("0 new, 0 updated, 2 unchanged.").waitFor();

  expect((await client.tasks.list.query({ projectId })).tasks).toHaveLength(1);
  await page.goto(`${path}?task=1`);
  await page.getByRole("link", { name: "github.com/nasa/apollo/issues/7" }).waitFor();
  await page.getByText("Again!").waitFor();
});
