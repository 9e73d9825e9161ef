export { expectRefused } from "./refusals.ts";
export { createTeam, join, rolesIn } from "./team.ts";
export { type Caller, createTestApp, type TestApp } from "./test-app.ts";
