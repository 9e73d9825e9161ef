import { expect, test } from "vitest";
import { expectRefused } from "../../../test/refusals.ts";
import { createTeam, join, rolesIn } from "../../../test/team.ts";
import { createTestApp } from "../../../test/test-app.ts";

test("only owners make and unmake owners", async () => {
  await using app = await createTestApp();
  const { workspaceId } = await createTeam(app);
  const adam = await app.idOf("adam");
  const olga = await app.idOf("olga");
  const before = await app.events();

  const attempts = [
    app.as("adam").members.changeRole({ workspaceId, userId: adam, role: "owner" }),
    app.as("adam").members.changeRole({ workspaceId, userId: olga, role: "member" }),
    app.as("adam").members.remove({ workspaceId, userId: olga }),
  ];
  await expectRefused(attempts, { code: "FORBIDDEN" });
  expect(await app.events()).toEqual(before);

  await app.as("olga").members.changeRole({ workspaceId, userId: adam, role: "owner" });
  await app.as("adam").members.changeRole({ workspaceId, userId: olga, role: "member" });
  expect(await rolesIn(app, workspaceId)).toMatchObject({ olga: "member", adam: "owner" });
});

test("the last owner can neither leave nor be demoted nor be removed", async () => {
  await using app = await createTestApp();
  const { workspaceId } = await createTeam(app);
  const userId = await app.idOf("olga");
  const before = await app.events();
  const { leave, changeRole, remove } = app.as("olga").members;

  const attempts = [
    leave({ workspaceId }),
    changeRole({ workspaceId, userId, role: "admin" }),
    remove({ workspaceId, userId }),
  ];

  await expectRefused(attempts, { code: "CONFLICT" });
  expect(await rolesIn(app, workspaceId)).toMatchObject({ olga: "owner" });
  expect(await app.events()).toEqual(before);
});

test("an owner of another workspace does not count as an owner here", async () => {
  await using app = await createTestApp();
  const { workspaceId } = await createTeam(app);
  await app.as("adam").workspaces.create({ name: "Gemini" });

  await expect(app.as("olga").members.leave({ workspaceId })).rejects.toMatchObject({ code: "CONFLICT" });
});

test.each(["leave", "demote each other", "remove each other"])(
  "two owners who %s at once leave one owner behind",
  async (deed) => {
    await using app = await createTestApp();
    for (let round = 0; round < 5; round++) {
      const { id: workspaceId } = await app.as("olga").workspaces.create({ name: `Round ${round}` });
      await join(app, "olga", workspaceId, { name: "otto", role: "owner" });
      const [olga, otto] = [await app.idOf("olga"), await app.idOf("otto")];
      const go = (name: string, other: string): Promise<unknown> => {
        const { leave, changeRole, remove } = app.as(name).members;
        if (deed === "leave") return leave({ workspaceId });
        if (deed === "remove each other") return remove({ workspaceId, userId: other });
        return changeRole({ workspaceId, userId: other, role: "member" });
      };

      const outcomes = await Promise.allSettled([go("olga", otto), go("otto", olga)]);

      expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
      const left = outcomes[0]?.status === "fulfilled" ? ["olga", "otto"] : ["otto", "olga"];
      const survivor = deed === "leave" ? left[1] : left[0];
      const owners = (await app.as(survivor ?? "").members.list({ workspaceId })).filter(
        ({ role }) => role === "owner",
      );
      expect(owners).toHaveLength(1);
    }
  },
);
