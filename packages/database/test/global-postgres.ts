import type { TestProject } from "vitest/node";
import { startPostgres } from "./postgres-server.ts";

/** Runs the test suite's Postgres on the port that the project's DATABASE_URL names. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { DATABASE_URL = "" } = project.config.env;
  const server = await startPostgres(Number(new URL(DATABASE_URL).port));
  return () => server.stop();
}
