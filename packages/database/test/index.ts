export { bundled } from "./bundled.ts";
export { freePort, type PostgresServer, postgresUrl, startPostgres } from "./postgres-server.ts";
export { emptyTestDatabase, type TestDatabase } from "./test-database.ts";
