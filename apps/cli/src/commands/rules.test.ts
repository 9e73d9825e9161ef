import { emptyTestDatabase } from "@plinth/database/test";
import { expect, test } from "vitest";
import { openTerminal } from "../../test/run-plinth.ts";

test("who can do what to a feature is shown as a table, a line for each call", async () => {
  await using terminal = await openTerminal();

  const { code, stdout, stderr } = await terminal.run(["rules", "--feature", "labels"]);

  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  const [header = "", ...lines] = stdout.split("\n");
  expect(header).toMatch(/^procedure +about +anonymous +stranger .* viewer +member +admin +owner$/);
  expect(lines.filter((line) => line.startsWith("labels.update"))).toEqual([
    expect.stringMatching(/^labels\.update +here +401 +404 .* 403 +yes +yes +yes$/),
    expect.stringMatching(/^labels\.update +elsewhere +401 +404 +yes .* 404 +404 +404 +404$/),
  ]);
  expect(stdout).toContain("401: sign in first");
});

test("programs get the same as JSON, with the codes that clients see, and no database of ours is touched", async () => {
  const own = await emptyTestDatabase();
  await using terminal = await openTerminal({ DATABASE_URL: own.url });

  const { code, value } = await terminal.json(["rules", "--feature", "workspaces"]);

  expect(code).toBe(0);
  expect(value).toContainEqual({
    ...{ feature: "workspaces", operation: "list", target: "any" },
    outcomes: expect.objectContaining({ anonymous: "UNAUTHORIZED", suspended: "UNAUTHORIZED", viewer: "OK" }),
  });
  await own.drop();
});

test("a feature that is not there is named, with those that are", async () => {
  await using terminal = await openTerminal();

  const { code, stderr } = await terminal.run(["rules", "--feature", "taks"]);

  expect(code).toBe(2);
  expect(stderr).toMatch(/^There is no feature "taks"\.\nUse one of: accounts, .*tasks/);
});
