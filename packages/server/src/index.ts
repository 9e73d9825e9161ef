export type { FailureCode } from "@plinth/kernel";
export { type App, type AppOptions, createApp } from "./app.ts";
export { type Demo, seedDemo } from "./demo/seed.ts";
export { createAccount } from "./features/accounts/create-account.ts";
export { type AppRouter, appRouter } from "./router.ts";
