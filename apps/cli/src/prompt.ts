import { createInterface } from "node:readline";
import { Writable } from "node:stream";
import { text } from "node:stream/consumers";
import { usage } from "./stop.ts";

/** Asks for a line on the terminal. */
export async function ask(question: string): Promise<string> {
  if (!process.stdin.isTTY) throw usage("There is no terminal to ask on.", `Give the ${question} as an option.`);
  return readLine(question, process.stderr);
}

let given: Promise<string[]> | undefined;

/** A secret: typed on the terminal without echo, or the next line of standard input when that is no terminal. */
export async function askSecret(question: string): Promise<string> {
  if (!process.stdin.isTTY) {
    given ??= readInput().then((all) => all.split(/\r?\n/));
    const line = (await given).shift();
    if (!line) throw usage(`Standard input has no ${question}.`);
    return line;
  }
  process.stderr.write(`${question}: `);
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const secret = await readLine("", silent);
  process.stderr.write("\n");
  return secret;
}

/** All of standard input. */
export function readInput(): Promise<string> {
  return text(process.stdin);
}

function readLine(question: string, output: Writable): Promise<string> {
  const lines = createInterface({ input: process.stdin, output, terminal: true });
  return new Promise((resolve, reject) => {
    lines.once("SIGINT", () => {
      process.stderr.write("\n");
      process.exit(130);
    });
    lines.once("close", () => reject(usage("Nothing was entered.")));
    lines.question(question && `${question}: `, (line) => {
      resolve(line);
      lines.close();
    });
  });
}
