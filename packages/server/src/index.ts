export type { DryRunReport, FailureCode } from "@plinth/kernel";
export { accessTable, legend as accessLegend } from "./access/access-table.ts";
export { type Measured, measureAccess, measuredFeatures } from "./access/measure-access.ts";
export { type App, type AppOptions, createApp } from "./app.ts";
export { type Demo, seedDemo } from "./demo/seed.ts";
export { createAccount } from "./features/accounts/create-account.ts";
export { verifyAuditOf } from "./features/audit/verify-audit.ts";
export { type AppRouter, appRouter } from "./router.ts";
