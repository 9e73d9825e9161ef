import { spawnSync } from "node:child_process";
import { availableParallelism } from "node:os";

// Who runs where. The server under test has a core to itself; what asks it, and the database server, have the others.

const cores = availableParallelism();
const pinned = process.platform === "linux" && cores > 1 && spawnSync("taskset", ["--version"]).error === undefined;

/** The part of the machine that a process is for. */
export type Part = "server" | "load" | "database";

const parts: Record<Part, string> = {
  server: "0",
  load: "1",
  // On two cores the database shares the load's: it then leaves the server alone, as one on another machine does.
  database: cores > 2 ? `2-${cores - 1}` : "1",
};

/** The command that runs another one on its cores. Where cores cannot be chosen, the command itself. */
export function on(part: Part, command: string[]): [string, ...string[]] {
  const [program = "", ...args] = command;
  return pinned ? ["taskset", "-c", parts[part], program, ...args] : [program, ...args];
}

/** For the report. */
export const layout = pinned
  ? `${cores} cores: the server under test on core ${parts.server}, the load on core ${parts.load}, Postgres on ${parts.database}`
  : `${cores} cores, nothing pinned`;
