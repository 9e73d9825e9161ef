// Faults: 38, 42.
import type { ProcedureMeta } from "@plinth/kernel";
import type { AnyTRPCProcedure } from "@trpc/server";
import { expect, test } from "vitest";
import { z } from "zod";
import { appRouter } from "./router.ts";

// Safe because the router keeps its procedures flat, by path, beside the types that nest them.
const procedures = Object.entries(appRouter._def.procedures as unknown as Record<string, AnyTRPCProcedure>);

const inputOf = (procedure: AnyTRPCProcedure) => {
  // Safe because every input of ours is a zod schema.
  const { inputs } = procedure._def as unknown as { inputs: z.core.$ZodType[] };
  return inputs;
};

test("the whole API: a procedure that comes, goes or opens up shows here", () => {
  const lines = procedures.map(([path, { _def }]) => {
    const { kind, audience, weight, sensitive } = _def.meta as ProcedureMeta;
    return `${path}: ${sensitive ? "sensitive " : ""}${kind} for ${audience}${weight === 1 ? "" : `, weighs ${weight}`}`;
  });

  expect(lines.sort().join("\n")).toMatchInlineSnapshot(`
    "accounts.installation: query for anyone but keys
    accounts.me: query for person
    accounts.rename: mutation for person
    accounts.setUp: action for anyone but keys, weighs 50
    accounts.signUp: action for anyone but keys, weighs 50
    activity.ofProject: query for signed-in
    activity.ofTask: query for signed-in
    apiKeys.create: sensitive mutation for person
    apiKeys.list: query for person
    apiKeys.ofWorkspace: query for person
    apiKeys.revoke: mutation for person
    apiKeys.revokeOfWorkspace: mutation for person
    apiKeys.scopes: query for person
    audit.export: mutation for signed-in
    audit.exportInstallation: mutation for operator
    audit.list: query for signed-in
    audit.ofInstallation: query for operator
    comments.create: mutation for signed-in
    comments.delete: mutation for signed-in
    comments.edit: mutation for signed-in
    comments.list: query for signed-in
    comments.react: mutation for signed-in
    comments.unreact: mutation for signed-in
    deviceLogins.approve: sensitive action for person, weighs 5
    deviceLogins.begin: action for anyone but keys, weighs 20
    deviceLogins.deny: action for person, weighs 5
    deviceLogins.find: action for person, weighs 5
    deviceLogins.poll: action for anyone but keys, weighs 5
    devices.distrust: mutation for person
    devices.distrustAll: mutation for person
    devices.listTrusted: query for person
    emails.cancel: mutation for person
    emails.change: sensitive action for person, weighs 20
    emails.confirm: action for person
    emails.pending: query for person
    emails.resend: action for person, weighs 20
    emails.undo: action for anyone but keys, weighs 20
    emails.verify: action for person
    follows.follow: mutation for signed-in
    follows.state: query for signed-in
    follows.unfollow: mutation for signed-in
    imports.addRows: mutation for signed-in
    imports.finish: mutation for signed-in
    imports.list: query for signed-in
    imports.start: mutation for signed-in
    invites.accept: mutation for person
    invites.create: mutation for signed-in
    invites.list: query for signed-in
    invites.preview: query for anyone
    invites.revoke: mutation for signed-in
    jobs.cancel: mutation for operator
    jobs.depths: query for operator
    jobs.list: query for operator
    jobs.retry: mutation for operator
    labels.create: mutation for signed-in
    labels.delete: mutation for signed-in
    labels.list: query for signed-in
    labels.update: mutation for signed-in
    live.query: subscription for anyone
    members.changeRole: mutation for signed-in
    members.leave: mutation for signed-in
    members.list: query for signed-in
    members.remove: mutation for signed-in
    members.requireSecondFactor: sensitive mutation for person
    notifications.list: query for signed-in
    notifications.markAllRead: mutation for signed-in
    notifications.markRead: mutation for signed-in
    notifications.markTaskRead: mutation for signed-in
    notifications.markUnread: mutation for signed-in
    notifications.preferences: query for signed-in
    notifications.setDigest: mutation for signed-in
    notifications.setPreference: mutation for signed-in
    notifications.unreadCount: query for signed-in
    passkeys.beginProof: action for person, weighs 5
    passkeys.beginRegistration: sensitive action for person, weighs 5
    passkeys.beginSecondFactor: action for anyone but keys, weighs 5
    passkeys.beginSignIn: action for anyone but keys, weighs 5
    passkeys.finishProof: action for person, weighs 20
    passkeys.finishRegistration: sensitive action for person, weighs 20
    passkeys.finishSecondFactor: action for anyone but keys, weighs 20
    passkeys.finishSignIn: action for anyone but keys, weighs 20
    passkeys.list: query for person
    passkeys.remove: sensitive mutation for person
    passkeys.rename: mutation for person
    passwords.forgot: action for anyone but keys, weighs 20
    passwords.reset: action for anyone but keys, weighs 50
    presence.gone: mutation for signed-in
    presence.here: mutation for signed-in
    presence.on: query for signed-in
    projects.archive: mutation for signed-in
    projects.create: mutation for signed-in
    projects.get: query for signed-in
    projects.getByKey: query for signed-in
    projects.list: query for signed-in
    projects.restore: mutation for signed-in
    projects.update: mutation for signed-in
    providers.begin: action for anyone but keys, weighs 20
    providers.beginLink: sensitive action for person, weighs 20
    providers.connections: query for person
    providers.finish: action for anyone but keys, weighs 50
    providers.list: query for anyone but keys
    providers.unlink: sensitive mutation for person
    recoveryCodes.confirmSignIn: action for anyone but keys, weighs 50
    recoveryCodes.renew: sensitive mutation for person
    recoveryCodes.status: query for person
    search.inWorkspace: query for signed-in
    sessions.askProofByMail: action for person, weighs 20
    sessions.changePassword: action for person, weighs 50
    sessions.end: mutation for person
    sessions.endOthers: mutation for person
    sessions.list: query for person
    sessions.prove: action for person, weighs 50
    sessions.proveByMail: action for person, weighs 20
    sessions.signIn: action for anyone but keys, weighs 50
    sessions.signOut: action for person
    sessions.waysToProve: query for person
    signInLinks.ask: action for anyone but keys, weighs 20
    signInLinks.use: action for anyone but keys, weighs 20
    statuses.create: mutation for signed-in
    statuses.delete: mutation for signed-in
    statuses.list: query for signed-in
    statuses.move: mutation for signed-in
    statuses.update: mutation for signed-in
    tasks.board: query for signed-in
    tasks.create: mutation for signed-in
    tasks.delete: mutation for signed-in
    tasks.get: query for signed-in
    tasks.getByNumber: query for signed-in
    tasks.list: query for signed-in
    tasks.move: mutation for signed-in
    tasks.restore: mutation for signed-in
    tasks.trash: query for signed-in
    tasks.update: mutation for signed-in
    tasks.updateMany: mutation for signed-in
    totp.confirm: sensitive mutation for person, weighs 10
    totp.confirmSignIn: action for anyone but keys, weighs 50
    totp.disable: sensitive mutation for person
    totp.enrol: sensitive mutation for person
    totp.prove: action for person, weighs 50
    totp.status: query for person
    webhooks.create: mutation for signed-in
    webhooks.delete: mutation for signed-in
    webhooks.deliveries: query for signed-in
    webhooks.delivery: query for signed-in
    webhooks.disable: mutation for signed-in
    webhooks.enable: mutation for signed-in
    webhooks.list: query for signed-in
    webhooks.redeliver: mutation for signed-in
    webhooks.rotateSecret: mutation for signed-in
    webhooks.sendTest: mutation for signed-in
    webhooks.update: mutation for signed-in
    workspaces.create: mutation for signed-in
    workspaces.get: query for signed-in
    workspaces.list: query for signed-in
    workspaces.update: mutation for signed-in"
  `);
});

test("every procedure says what it is, and its type on the wire agrees", () => {
  for (const [path, { _def }] of procedures) {
    const { kind, weight } = _def.meta as ProcedureMeta;
    expect([path, _def.meta]).toEqual([
      path,
      {
        kind: expect.stringMatching(/^(query|mutation|action|subscription)$/),
        audience: expect.stringMatching(/^(anyone|anyone but keys|signed-in|person|operator)$/),
        weight: expect.any(Number),
        ...(kind !== "subscription" && { sensitive: expect.any(Boolean) }),
      },
    ]);
    expect([path, _def.type]).toEqual([path, kind === "action" ? "mutation" : kind]);
    expect([path, Number.isInteger(weight) && weight >= 1]).toEqual([path, true]);
  }
});

test("no procedure and no folder of procedures is named like something every object has", () => {
  for (const [path] of procedures) {
    expect(path).toMatch(/^[a-z][A-Za-z]*(\.[a-z][A-Za-z]*)+$/);
    for (const name of path.split(".")) expect([path, name in {}]).toEqual([path, false]);
  }
});

test("every procedure has one input, and every object in it refuses keys it does not know", () => {
  let inside = 0;
  for (const [path, procedure] of procedures) {
    const inputs = inputOf(procedure);
    const objects = inputs.flatMap((input) => [...objectsIn(input)]);

    inside += Math.max(objects.length - 1, 0);
    expect([path, inputs.length]).toEqual([path, 1]);
    for (const object of objects) {
      expect([path, object._zod.def.catchall instanceof z.ZodNever]).toEqual([path, true]);
      const refused = z
        .safeParse(object, { smuggled: true })
        .error?.issues.some(({ code }) => code === "unrecognized_keys");
      expect([path, refused]).toEqual([path, true]);
    }
  }
  // Lists of objects, such as the rows of an import.
  expect(inside).toBeGreaterThan(0);
});

test("a procedure that takes nothing refuses whatever it is given", () => {
  const without = procedures.filter(([, procedure]) => inputOf(procedure)[0] instanceof z.ZodVoid);

  expect(without.length).toBeGreaterThan(5);
  for (const [path, procedure] of without) {
    for (const given of [{}, [], null, 0, "", false, { all: true }, { length: 0 }]) {
      const [input = z.never()] = inputOf(procedure);
      expect([path, given, z.safeParse(input, given).success]).toEqual([path, given, false]);
    }
  }
});

/** Every object schema inside a schema, however deep. */
function* objectsIn(schema: z.core.$ZodType, seen = new Set<unknown>()): Generator<z.ZodObject> {
  if (seen.has(schema)) return;
  seen.add(schema);
  if (schema instanceof z.ZodObject) yield schema;
  for (const part of Object.values(schema._zod.def)) {
    for (const inner of partsOf(part)) yield* objectsIn(inner, seen);
  }
}

/** The schemas that one part of a definition holds: itself, a list of them, or a shape. */
function partsOf(part: unknown): z.core.$ZodType[] {
  if (part instanceof z.core.$ZodType) return [part];
  const parts = typeof part === "object" && part !== null ? Object.values(part) : [];
  return parts.filter((one) => one instanceof z.core.$ZodType);
}
