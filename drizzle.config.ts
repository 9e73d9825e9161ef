import { defineConfig } from "drizzle-kit";
import { engineOf } from "./packages/database/src/engine.ts";

const url = process.env.DATABASE_URL || "data/plinth.db";
const engine = engineOf(url);

// For `drizzle-kit studio` and the like. Migrations are written by `pnpm db:generate`, for both engines at once, and applied
// by Plinth itself: `drizzle-kit migrate` and `drizzle-kit push` can lose data.
export default defineConfig({
  dialect: engine === "postgres" ? "postgresql" : "sqlite",
  schema: "./packages/server/src/tables.ts",
  out: `./drizzle/${engine}`,
  dbCredentials: { url },
});
