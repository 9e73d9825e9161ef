import { existsSync, statfsSync } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";

const MEMORY = "/dev/shm";
const ENOUGH_BYTES = 2 * 1024 ** 3;

/**
 * The folder of this run's SQLite files. It is in memory where there is enough, as no test's database has to outlive the machine, nor does
 * the test suite's Postgres ever sync. Tests of what reaches the disk have files of their own.
 */
export function sqliteTestFolder(): string {
  return join(hasRoom(MEMORY) ? MEMORY : tmpdir(), `plinth-test-${process.pid}`);
}

/** Makes the folder that the project's TEST_FILES names, and removes it with all that is left in it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { TEST_FILES = "" } = project.config.env;
  await mkdir(TEST_FILES, { recursive: true });
  return () => rm(TEST_FILES, { recursive: true, force: true });
}

function hasRoom(folder: string): boolean {
  if (!existsSync(folder)) return false;
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize > ENOUGH_BYTES;
}
