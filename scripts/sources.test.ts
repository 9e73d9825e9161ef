import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const folders = ["packages/database/src", "packages/kernel/src", "packages/server/src", "packages/client/src"];
const ours = [...folders, "apps/server/src", "apps/cli/src", "apps/web/src"].flatMap(filesIn);

/** What is shipped: no tests. */
function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /(?<!\.test)\.(ts|tsx|mjs|cjs)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
}

/** The files in which a pattern occurs. */
const filesWith = (pattern: RegExp) => ours.filter((file) => pattern.test(readFileSync(file, "utf8"))).sort();

test("only the command line starts programs: a browser, and what writes a feature", () => {
  expect(ours.length).toBeGreaterThan(500);
  expect(filesWith(/child_process|process\.dlopen/)).toEqual([
    "apps/cli/src/login-by-browser.ts",
    "apps/cli/src/scaffold/programs.ts",
  ]);
});

test("text becomes code where it is made of declarations alone, and markup nowhere", () => {
  expect(filesWith(/\beval\(|new Function\(|node:vm"/)).toEqual([
    // Runs the server's own bundle.
    "apps/server/src/main.cjs",
    // Made of the names of columns and of output fields.
    "packages/database/src/row-reader.ts",
    "packages/kernel/src/json-writer.ts",
  ]);
  expect(filesWith(/dangerouslySetInnerHTML|\.(inner|outer)HTML\b|insertAdjacentHTML|document\.write/)).toEqual([]);
});

test("every field for a password is masked, can be pasted into, and is known to password managers", () => {
  const fields = filesWith(/<PasswordField/).map((file) => readFileSync(file, "utf8"));
  const countIn = (text: string, pattern: RegExp) => text.match(pattern)?.length ?? 0;

  expect(filesWith(/<PasswordInput|type="password"/)).toEqual(["apps/web/src/features/passwords/password-field.tsx"]);
  expect(fields.length).toBeGreaterThan(3);
  for (const text of fields)
    expect(countIn(text, /autoComplete="(current|new)-password"/g)).toBe(countIn(text, /<PasswordField/g));
  expect(filesWith(/onPaste/)).toEqual([]);
});

test("no hash is weaker than SHA-256, and the only cipher is AES-256-GCM", () => {
  // Protocols of others: codes of authenticator apps (RFC 6238), and the service that knows leaked passwords.
  const demanded = /(totp|pwned-passwords)[\w-]*\.ts$/;
  const weak = filesWith(/\b(md4|md5|sha-?1|ripemd160)\b["']/i);
  expect(weak.filter((file) => !demanded.test(file))).toEqual([]);
  expect(filesWith(/create(Ciph|Deciph)eriv/)).toEqual(["packages/kernel/src/encryption.ts"]);
  expect(readFileSync("packages/kernel/src/encryption.ts", "utf8").match(/eriv\("[^"]+"/g)).toEqual([
    'eriv("aes-256-gcm"',
    'eriv("aes-256-gcm"',
  ]);
});

test("what can be guessed spaces out tries, and is nowhere a secret", () => {
  expect(filesWith(/Math\.random\(/)).toEqual([
    "packages/client/src/import/retries.ts",
    "packages/client/src/links.ts",
    "packages/client/src/live/live.ts",
    "packages/database/src/postgres/changes.ts",
    "packages/database/src/postgres/migrate.ts",
    "packages/database/src/postgres/writer.ts",
    "packages/database/src/sqlite/migrate.ts",
    "packages/kernel/src/jobs/back-off.ts",
    "packages/server/src/features/webhooks/when-again.ts",
  ]);
});

test("certificates are checked: nothing turns that off", () => {
  expect(filesWith(/rejectUnauthorized: false|NODE_TLS_REJECT_UNAUTHORIZED|checkServerIdentity/)).toEqual([]);
});
