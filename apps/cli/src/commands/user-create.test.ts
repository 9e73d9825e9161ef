import { serveApp } from "@plinth/client/test";
import { emptyTestDatabase } from "@plinth/database/test";
import { expect, test } from "vitest";
import { openTerminal } from "../../test/run-plinth.ts";

const PASSWORD = "hunter2 hunter2";
const ada = ["user", "create", "--email", " Ada@Example.com", "--name", "Ada"];

test("an account made on the server's machine can sign in, and is an operator only when asked for", async () => {
  const test = await emptyTestDatabase();
  await using terminal = await openTerminal({ DATABASE_URL: test.url });

  const operator = await terminal.run([...ada, "--operator"], PASSWORD);
  const other = await terminal.json(["user", "create", "--email", "bob@example.com", "--name", "Bob"], PASSWORD);

  expect(operator).toEqual({ code: 0, stdout: "Created Ada <ada@example.com>, operator.\n", stderr: "" });
  expect(other).toMatchObject({ code: 0, value: { email: "bob@example.com", operator: false } });
  await using app = await serveApp(test);
  expect(await app.anyone.accounts.installation.query()).toMatchObject({ needsSetUp: false });
  terminal.env.PLINTH_URL = app.url;
  await terminal.run(["login", "--email", "ada@example.com"], PASSWORD);
  expect((await terminal.run(["whoami"])).stdout).toBe("Ada <ada@example.com>, operator\n");
  await terminal.run(["login", "--email", "bob@example.com"], PASSWORD);
  expect((await terminal.run(["whoami"])).stdout).toBe("Bob <bob@example.com>\n");
});

test("an address that has an account, a short password and a first account without rights are refused", async () => {
  const test = await emptyTestDatabase();
  await using terminal = await openTerminal({ DATABASE_URL: test.url });

  const powerless = await terminal.run(ada, PASSWORD);
  const short = await terminal.run([...ada, "--operator"], "short");
  const first = await terminal.run([...ada, "--operator"], PASSWORD);
  const second = await terminal.run([...ada, "--operator"], PASSWORD);

  expect([powerless.code, short.code, first.code, second.code]).toEqual([1, 1, 0, 1]);
  expect(powerless.stderr).toBe(
    "The first account runs this installation, so it must be an operator.\nAdd --operator.\n",
  );
  expect(short.stderr).toBe("password: Use at least 10 characters\n");
  expect(second.stderr).toBe("There is already an account with this e-mail address.\n");
  await test.drop();
});
