import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { ConfigurationError, readConfiguration, settingNames } from "./env.ts";

const acme = { name: "acme", issuer: "https://id.example.com", clientId: "ours", clientSecret: "a secret" };

const read = (env: Record<string, string>) => readConfiguration({ demo: false }, env);

test("without any setting the server serves this machine alone", () => {
  const configuration = read({});

  expect(configuration).toMatchObject({
    role: "all",
    port: 3_000,
    address: "127.0.0.1",
    app: { secure: false, trustedProxies: 0 },
  });
  expect(configuration.url(3_000)).toBe("http://localhost:3000");
  expect(configuration.app.hosts).toEqual(["localhost", "127.0.0.1", "[::1]"]);
});

test("an https address makes cookies secure, opens the door to the network and allows its host and origin", () => {
  const configuration = read({ PLINTH_URL: "https://tracker.example.com/", PLINTH_HOSTS: "internal, " });

  expect(configuration.address).toBeUndefined();
  expect(configuration.url(3_000)).toBe("https://tracker.example.com");
  expect(configuration.app).toMatchObject({ secure: true, origins: ["https://tracker.example.com"] });
  expect(configuration.app.hosts).toContain("tracker.example.com");
  expect(configuration.app.hosts).toContain("internal");
});

test.each([
  [{ PORT: "eighty" }, /^PORT: /],
  [{ PORT: "70000" }, /^PORT: /],
  [{ LOG_LEVEL: "loud" }, /^LOG_LEVEL: /],
  [{ PLINTH_URL: "tracker.example.com" }, /^PLINTH_URL: must be a URL/],
  [{ PLINTH_URL: "ftp://tracker.example.com" }, /^PLINTH_URL: /],
  [{ PLINTH_TRUSTED_PROXIES: "all" }, /^PLINTH_TRUSTED_PROXIES: /],
  [{ PLINTH_ROLE: "boss" }, /^PLINTH_ROLE: must be all, web or worker/],
  [{ PLINTH_CALLS_PER_MINUTE: "0" }, /^PLINTH_CALLS_PER_MINUTE: /],
  [{ PLINTH_SECRETS: `${"s".repeat(32)},short` }, /^PLINTH_SECRETS: must be texts of at least 32 characters/],
  [{ PLINTH_WEBHOOK_PRIVATE: "yes" }, /^PLINTH_WEBHOOK_PRIVATE: must be 0 or 1/],
  [{ PLINTH_WEBHOOK_HOSTS: "https://hooks.example.com" }, /^PLINTH_WEBHOOK_HOSTS: must be names of hosts/],
  [{ PLINTH_WEBHOOK_HOSTS: " , " }, /^PLINTH_WEBHOOK_HOSTS: must be names of hosts/],
  [{ PLINTH_SMTP_URL: "mail.example.com" }, /^PLINTH_SMTP_URL: must be a URL such as smtp:/],
  [{ PLINTH_SMTP_URL: "smtp://mail.example.com" }, /^PLINTH_MAIL_FROM: say who mail comes from/],
  [{ PLINTH_MAIL_FROM: "Tracker" }, /^PLINTH_MAIL_FROM: must be one address/],
  [{ PLINTH_MAIL_FROM: "a@example.com, b@example.com" }, /^PLINTH_MAIL_FROM: must be one address/],
  [{ PLINTH_GITHUB_CLIENT_ID: "ours" }, /^PLINTH_GITHUB_CLIENT_SECRET: is needed with PLINTH_GITHUB_CLIENT_ID\.$/],
  [{ PLINTH_GOOGLE_CLIENT_SECRET: "s" }, /^PLINTH_GOOGLE_CLIENT_ID: is needed with PLINTH_GOOGLE_CLIENT_SECRET\.$/],
  [{ PLINTH_MICROSOFT_TENANT: randomUUID() }, /^PLINTH_MICROSOFT_CLIENT_ID: .*\nPLINTH_MICROSOFT_CLIENT_SECRET: .*$/],
  [{ PLINTH_MICROSOFT_TENANT: "common" }, /^PLINTH_MICROSOFT_TENANT: must be the id of one directory/],
  [{ PLINTH_OIDC: "https://id.example.com" }, /^PLINTH_OIDC: must be JSON such as/],
  [
    { PLINTH_OIDC: JSON.stringify([{ ...acme, issuer: "http://id.example.com" }]) },
    /0\.issuer: has to begin with https/,
  ],
  [{ PLINTH_OIDC: JSON.stringify([{ ...acme, clientSecret: undefined }]) }, /0\.clientSecret/],
  [{ PLINTH_OIDC: JSON.stringify([{ ...acme, name: "google" }]) }, /0\.name: is taken by a provider/],
  [{ PLINTH_OIDC: JSON.stringify([acme, acme]) }, /^PLINTH_OIDC: must give each provider a name of its own/],
  [{ PLINTH_URI: "https://x.example" }, /^PLINTH_URI is not a setting; check its spelling\.$/],
])("%o is refused in words", (env, words) => {
  expect(() => read(env)).toThrow(ConfigurationError);
  expect(() => read(env)).toThrow(words);
});

test("mail stays on this machine until it is told where to go, and is not kept for strangers to see", () => {
  const smtp = { PLINTH_SMTP_URL: "smtp://mail.example.com", PLINTH_MAIL_FROM: "Tracker <tracker@example.com>" };
  const sent = { url: "smtp://mail.example.com", from: { name: "Tracker", address: "tracker@example.com" } };

  expect(read({}).app.mail).toBe("inbox");
  expect(read({ PLINTH_URL: "http://localhost:5173" }).app.mail).toBe("inbox");
  expect(read({ PLINTH_URL: "https://tracker.example.com" }).app.mail).toBeUndefined();
  expect(read(smtp).app.mail).toEqual(sent);
  expect(read({ ...smtp, PLINTH_URL: "https://tracker.example.com" }).app.mail).toEqual(sent);
});

test("those whose accounts people may sign in with are told of their clients", () => {
  const tenant = randomUUID();
  const client = { clientId: "ours", clientSecret: "a secret" };
  const { app } = read({
    ...{ PLINTH_GITHUB_CLIENT_ID: "ours", PLINTH_GITHUB_CLIENT_SECRET: "a secret" },
    ...{ PLINTH_GOOGLE_CLIENT_ID: "ours", PLINTH_GOOGLE_CLIENT_SECRET: "a secret" },
    ...{ PLINTH_MICROSOFT_CLIENT_ID: "ours", PLINTH_MICROSOFT_CLIENT_SECRET: "a secret" },
    ...{ PLINTH_MICROSOFT_TENANT: tenant, PLINTH_OIDC: JSON.stringify([acme, { ...acme, name: "b", label: "B" }]) },
  });

  expect(read({}).app.providers).toEqual([]);
  expect(app.providers).toMatchObject([
    { name: "github", label: "GitHub", githubApi: "https://api.github.com", ...client },
    { name: "google", issuer: "https://accounts.google.com", ...client },
    { name: "microsoft", issuer: `https://login.microsoftonline.com/${tenant}/v2.0`, ...client },
    { ...acme, label: "acme" },
    { ...acme, name: "b", label: "B" },
  ]);
  expect(
    read({ PLINTH_OIDC: JSON.stringify([{ ...acme, issuer: "http://localhost:4000" }]) }).app.providers,
  ).toHaveLength(1);
});

test("webhooks lead anywhere in the public net unless hosts are listed", () => {
  expect(read({}).app).not.toHaveProperty("webhookHosts");
  expect(read({ PLINTH_WEBHOOK_HOSTS: "Hooks.example.com, *.partner.example" }).app.webhookHosts).toEqual([
    "hooks.example.com",
    "*.partner.example",
  ]);
});

test("all problems are named at once", () => {
  expect(() => read({ PORT: "x", LOG_LEVEL: "y", PLINTH_Z: "z" })).toThrow(
    /PORT: .*\n.*LOG_LEVEL: .*\n.*PLINTH_Z is not a setting/s,
  );
});

test("settings of the command line and of other programs are none of ours", () => {
  expect(read({ PLINTH_SESSION: "x", PLINTH_CONFIG_DIR: "/tmp", PATH: "/bin" }).port).toBe(3_000);
});

test("the guide lists every setting", () => {
  const guide = readFileSync(new URL("../../../docs/guide/settings.md", import.meta.url), "utf8");

  expect([...guide.matchAll(/^\| `(\w+)` /gm)].map(([, name]) => name)).toEqual(expect.arrayContaining(settingNames));
});
