import { execFileSync } from "node:child_process";
import { findChromium } from "./chromium.ts";

/** Builds what the stories are told about, once for all of them. `E2E_BUILT=1` takes what is built already. */
export default function buildProduct(): void {
  findChromium();
  if (process.env.E2E_BUILT) return;
  execFileSync("npx", ["pnpm", "build"], {
    stdio: ["ignore", "ignore", "inherit"],
    env: { ...process.env, NODE_ENV: "production" },
  });
}
