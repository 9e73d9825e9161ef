// Faults: 53.
import { readFile } from "node:fs/promises";
import { afterEach, expect, test } from "vitest";
import { signIn, signUp } from "../../../test/people.ts";
import { createTestApp } from "../../../test/test-app.ts";
import { newPassword } from "../../fields.ts";
import { askNobody, useBreachedPasswords } from "./breached-passwords.ts";
import { foldedPassword, tooCommon } from "./common-passwords.ts";
import { requireGoodPassword } from "./password-policy.ts";

const owner = { name: "Grace Hopper", email: "grace.hopper@navy.example" };

afterEach(() => useBreachedPasswords(askNobody));

test.each([
  ...["password123", "Password2026!", "P4$$w0rd123", "12345 password", "qwertyuiop", "QWERTYUIOP1", "Welcome2026!!"],
  ...["1234567890", "0987654321", "abcdefghijkl", "aaaaaaaaaaaa", "abcabcabcabc", "iloveyou2026", "administrator1"],
  ...[
    "correcthorsebatterystaple",
    "letmeinplease",
    "passwort1234",
    "motdepasse123",
    "ｐａｓｓｗｏｒｄ１２３",
    "January2026!",
  ],
])("what everybody tries first is no password: %s", (password) => {
  const { error } = newPassword.safeParse(password);

  expect(error?.issues[0]?.message).toContain("Too many people use this one");
});

test.each([
  ...["grace hopper", "Grace Hopper 1906", "grace.hopper@navy.example", "GraceGraceGrace", "hopper grace hopper"],
  ...["plinthplinth", "Plinth 2026!!", "gracehopper-plinth"],
])("what whoever knows the person tries is none either: %s", async (password) => {
  const split = { name: "Grace", email: "hopper@navy.example" };

  const refusals = [requireGoodPassword(password, owner), requireGoodPassword(password, split)];

  const outcomes = await Promise.allSettled(refusals);
  expect(outcomes.some(({ status }) => status === "rejected")).toBe(true);
  const [reason] = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason] : []));
  expect(reason).toMatchObject({ code: "BAD_REQUEST", details: { why: "weak" } });
});

test.each([
  ...["correct horse", "four words put together", "grace sang with an admiral", "x7#kQ!v9pT", "Tr0ub4dor&3x"],
  ...[
    "welcome 4471 9923 1123",
    "пароль из четырёх слов",
    "密码是一句很长的话啊呀",
    "💎🐢🌵🚲🪁🧭🎻🦉🍄🪐",
    "a".repeat(30) + "b".repeat(34),
  ],
  "  leading and trailing  ",
])("length is what counts otherwise: %s", async (password) => {
  expect(newPassword.parse(password)).toBe(password);
  await requireGoodPassword(password, owner);
});

test.each([
  ...["q1w2e3r4t5", "Q1W2E3R4T5", "Salamander", "harrypotter", "ｍｉｃｒｏｐｈｏｎｅ", "zxcasdqwe123", "manunited1"],
])("what is on the list of the most used is refused, in whatever case: %s", async (password) => {
  expect(newPassword.safeParse(password).success).toBe(true);
  await expect(requireGoodPassword(password, owner)).rejects.toMatchObject({
    ...{ code: "BAD_REQUEST", details: { why: "weak" }, message: tooCommon },
  });
});

test("nothing is on the list that is too short to be chosen, or refused for its words anyway, and nothing twice", async () => {
  const text = await readFile(new URL("./listed-passwords.txt", import.meta.url), "utf8");
  const [notice = "", listed = ""] = text.split("\n\n");
  const passwords = listed.trimEnd().split("\n");

  expect(notice).toContain("MIT License");
  expect(passwords.length).toBeGreaterThan(9_000);
  expect(new Set(passwords.map(foldedPassword)).size).toBe(passwords.length);
  expect(passwords.filter((password) => !newPassword.safeParse(password).success)).toEqual([]);
});

test("a password is verified exactly as it was typed", async () => {
  await using app = await createTestApp(new Date());
  const typed = [
    "  two spaces before and after  ",
    "caf\u00e9 au lait, s'il vous pla\u00eet",
    "ligature \ufb01 and \u212b stay",
    "tab\tand\nline break",
    "🐢🌵💎🦉🍄🪐".repeat(8),
    `${"x7#kQ".repeat(15)}the seventy-third byte counts`,
    "ab".repeat(60) + "c".repeat(80),
  ];
  for (const [n, password] of typed.entries()) {
    const account = { name: "Somebody", email: `somebody${n}@example.com`, password };
    await app.idOf("root");
    await app.anyone.accounts.signUp(account);
    const attempt = (given: string) =>
      app.anyone.sessions.signIn({ email: account.email, password: given, as: "token" }).then(
        () => true,
        () => false,
      );

    expect([password, await attempt(password)]).toEqual([password, true]);
    const others = [password.normalize("NFD"), password.normalize("NFKC"), password.trim(), password.slice(0, -1)];
    for (const other of [...others, password.slice(0, 72)].filter((other) => other !== password))
      expect([other, await attempt(other)]).toEqual([other, false]);
    app.pass(24 * 3_600_000 + 1);
  }
});

test("a password that was stolen somewhere is refused, where that is asked for", async () => {
  await using app = await createTestApp(new Date());
  await signUp(app, "ada");
  const ada = await app.bearing(await signIn(app, "ada"));
  const asked: string[] = [];
  useBreachedPasswords({
    isBreached: async (password) => {
      asked.push(password);
      return password.startsWith("stolen");
    },
  });
  const stolen = { name: "Bob", email: "bob@example.com", password: "stolen long ago" };

  await expect(app.anyone.accounts.signUp(stolen)).rejects.toMatchObject({
    code: "BAD_REQUEST",
    cause: { details: { why: "weak" } },
  });
  await expect(ada.sessions.changePassword({ current: "correct horse", next: "stolen as well" })).rejects.toMatchObject(
    { cause: { details: { why: "weak" } } },
  );
  await app.anyone.accounts.signUp({ ...stolen, password: "kept at home" });

  expect(asked).toEqual(["stolen long ago", "stolen as well", "kept at home"]);
});
