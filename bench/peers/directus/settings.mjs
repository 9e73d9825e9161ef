// How Directus is set up here; imported before Directus itself, which reads the environment.

/** Ids of the role everyone has and of the policy that limits it. */
export const ROLE = "00000000-0000-4000-8000-000000000001";
export const POLICY = "00000000-0000-4000-8000-000000000002";

Object.assign(process.env, {
  HOST: "127.0.0.1",
  DB_CLIENT: "sqlite3",
  DB_FILENAME: process.env.BENCH_DATABASE,
  KEY: "plinth-bench",
  SECRET: "the-benchmark-signs-its-sessions-with-this",
  SESSION_COOKIE_NAME: "session",
  EXTENSIONS_PATH: new URL("./extensions", import.meta.url).pathname,
  LOG_LEVEL: "error",
  TELEMETRY: "false",
  WEBSOCKETS_ENABLED: "false",
  // It would turn requests away once it is busy, which is what it is here for.
  PRESSURE_LIMITER_ENABLED: "false",
});
