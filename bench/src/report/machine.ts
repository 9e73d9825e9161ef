import { readFileSync } from "node:fs";
import { cpus, release, totalmem } from "node:os";
import { layout } from "../cores.ts";
import type { Subject } from "../subjects/subject.ts";

/** What a result was measured on and with. */
export interface Machine {
  date: string;
  facts: string[];
}

// What the subjects are made of, as far as the report should say which version it was.
const OF_INTEREST =
  /^(@trpc\/server|drizzle-orm|lucia|superjson|better-sqlite3|pg|hono|fastify|@orpc\/server|remult|directus|@feathersjs\/feathers|@zenstackhq\/(orm|server))$/;

export function machine(engines: string[], subjects: Subject[]): Machine {
  const [cpu] = cpus();
  const folders = ["bench", ...subjects.flatMap(({ peer }) => (peer ? [`bench/peers/${peer}`] : []))];
  return {
    date: new Date().toISOString().slice(0, 10),
    facts: [
      `${cpu?.model.trim()}, ${layout}; ${Math.round(totalmem() / 1024 ** 3)} GB of memory, ${process.platform} ${release()}`,
      [`Node ${process.version}`, ...engines].join(", "),
      [...new Set(folders.flatMap(versionsIn))].join(", "),
    ],
  };
}

function versionsIn(folder: string): string[] {
  const { dependencies } = JSON.parse(readFileSync(`${folder}/package.json`, "utf8")) as {
    dependencies: Record<string, string>;
  };
  return Object.entries(dependencies).flatMap(([name, version]) =>
    OF_INTEREST.test(name) ? [`${name} ${version}`] : [],
  );
}
