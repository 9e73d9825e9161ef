import { expect, test } from "vitest";
import { createTask } from "../../../test/commented-task.ts";
import { linesOf, unreadOf } from "../../../test/inbox.ts";
import { expectRefused } from "../../../test/refusals.ts";
import { createTestApp } from "../../../test/test-app.ts";
import { kinds, usualChannels } from "./kinds.ts";

test("who chose nothing hears as usual, at eight, and of nobody's choice but their own", async () => {
  await using app = await createTestApp();
  await app.as("adam").notifications.setPreference({ kind: "assigned", inApp: false, mail: "never" });
  await app.as("adam").notifications.setDigest({ timeZone: "Asia/Tokyo", hour: 6 });

  expect(await app.as("mona").notifications.preferences()).toEqual({
    kinds: kinds.map((kind) => ({ kind, ...usualChannels[kind] })),
    digest: { timeZone: null, hour: 8 },
  });
});

test("what somebody chooses holds, and the last choice of each kind", async () => {
  await using app = await createTestApp();
  const { notifications } = app.as("mona");
  await notifications.setPreference({ kind: "commented", inApp: false, mail: "atOnce" });
  await notifications.setPreference({ kind: "commented", inApp: true, mail: "never" });
  await notifications.setDigest({ timeZone: "Asia/Tokyo", hour: 6 });
  await notifications.setDigest({ timeZone: "Europe/Berlin", hour: 23 });

  const { kinds: chosen, digest } = await notifications.preferences();

  expect(chosen.find(({ kind }) => kind === "commented")).toEqual({ kind: "commented", inApp: true, mail: "never" });
  expect(digest).toEqual({ timeZone: "Europe/Berlin", hour: 23 });
});

test("a kind that is off is told neither now nor later, one that is only mailed is not in the inbox", async () => {
  await using app = await createTestApp();
  const { taskId } = await createTask(app);
  const { notifications } = app.as("mona");
  await notifications.setPreference({ kind: "commented", inApp: false, mail: "never" });
  await notifications.setPreference({ kind: "mentioned", inApp: false, mail: "daily" });
  await app.as("adam").comments.create({ taskId, body: "One" });
  await app.as("adam").comments.create({ taskId, body: "@mona" });
  expect([await linesOf(app, "mona"), await unreadOf(app, "mona")]).toEqual([[], 0]);

  await notifications.setPreference({ kind: "commented", inApp: true, mail: "never" });
  await notifications.setPreference({ kind: "mentioned", inApp: true, mail: "never" });
  expect([await linesOf(app, "mona"), await unreadOf(app, "mona")]).toEqual([[], 0]);
  await app.as("adam").comments.create({ taskId, body: "Two" });

  expect(await linesOf(app, "mona")).toEqual(["commented LAN-1 by Adam"]);
});

test("a place that is none is refused, and an hour that is none", async () => {
  await using app = await createTestApp();
  const { notifications } = app.as("mona");

  await expectRefused(
    [
      notifications.setDigest({ timeZone: "Europe/Atlantis", hour: 8 }),
      notifications.setDigest({ timeZone: "+02:00", hour: 8 }),
      notifications.setDigest({ timeZone: "", hour: 8 }),
      notifications.setDigest({ timeZone: "UTC", hour: 24 }),
      notifications.setDigest({ timeZone: "UTC", hour: -1 }),
      notifications.setDigest({ timeZone: "UTC", hour: 7.5 }),
    ],
    { code: "BAD_REQUEST" },
  );

  expect((await notifications.preferences()).digest.timeZone).toBeNull();
});
