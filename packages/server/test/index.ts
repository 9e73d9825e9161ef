export { workspaces } from "../src/features/workspaces/table.ts";
export { sealed, tamper } from "./auditing.ts";
export { expectRefused } from "./refusals.ts";
export { createTeam, join, rolesIn } from "./team.ts";
export { type Caller, createTestApp, type TestApp } from "./test-app.ts";
