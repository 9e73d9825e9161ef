import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { bundled } from "@plinth/database/test";

const PLINTH = fileURLToPath(new URL("../src/main.ts", import.meta.url));

export interface Ran {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** The program on a machine where nobody has signed in yet. */
export interface Terminal extends AsyncDisposable {
  /** Where it keeps the session. */
  configFolder: string;
  /** Variables of every call. */
  env: Record<string, string>;
  run(args: string[], input?: string): Promise<Ran>;
  /** What calls have said on standard error so far, also while they run. */
  said(): string;
  /** Runs with `--json` and reads what comes out, also of a refusal. */
  json(args: string[], input?: string): Promise<{ code: number | null; value: unknown }>;
}

/** @example await using terminal = await openTerminal({ PLINTH_URL: app.url }); */
export async function openTerminal(env: Record<string, string> = {}): Promise<Terminal> {
  const configFolder = await mkdtemp(join(tmpdir(), "plinth-cli-"));
  const all = { PATH: process.env.PATH ?? "", HOME: configFolder, PLINTH_CONFIG_DIR: configFolder, ...env };
  let said = "";
  const run = (args: string[], input = "") => runPlinth(args, { env: all, input, onSaid: (text) => (said += text) });
  return {
    configFolder,
    env: all,
    run,
    said: () => said,
    json: async (args, input) => {
      const { code, stdout, stderr } = await run([...args, "--json"], input);
      return { code, value: JSON.parse(code === 0 ? stdout : stderr) };
    },
    [Symbol.asyncDispose]: () => rm(configFolder, { recursive: true, force: true }),
  };
}

interface Call {
  env: Record<string, string>;
  input: string;
  onSaid(text: string): void;
}

async function runPlinth(args: string[], { env, input, onSaid }: Call): Promise<Ran> {
  const program = await bundled(PLINTH);
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, ...args], { env, stdio: "pipe" });
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => stdout.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => {
      stderr.push(chunk);
      onSaid(chunk.toString());
    });
    child.on("error", reject);
    // A program that needs no input may be gone before it is written.
    child.stdin.on("error", () => {});
    child.stdin.end(input);
    child.on("close", (code) => {
      resolve({ code, stdout: Buffer.concat(stdout).toString(), stderr: Buffer.concat(stderr).toString() });
    });
  });
}
