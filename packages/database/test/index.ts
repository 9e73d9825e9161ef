export { bundled } from "./bundled.ts";
export { databaseWith, type OwnDatabase } from "./create-tables.ts";
export { freePort, type PostgresServer, postgresUrl, startPostgres } from "./postgres-server.ts";
export { emptyTestDatabase, type TestDatabase } from "./test-database.ts";
