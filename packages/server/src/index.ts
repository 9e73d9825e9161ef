export type { DryRunReport, FailureCode } from "@plinth/kernel";
export { accessTable, legend as accessLegend } from "./access/access-table.ts";
export { type Measured, measureAccess, measuredFeatures } from "./access/measure-access.ts";
export { type App, type AppOptions, createApp } from "./app.ts";
export { type Demo, seedDemo } from "./demo/seed.ts";
export { createAccount } from "./features/accounts/create-account.ts";
export type { WebhookEvent } from "./features/webhooks/event-names.ts";
export { type PayloadOf, type TestPayload, WebhookPayload } from "./features/webhooks/payload.ts";
export { type AppRouter, appRouter } from "./router.ts";
