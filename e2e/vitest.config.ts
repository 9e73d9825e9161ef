import { defineConfig } from "vitest/config";

// Stories: real people's way through the built product, in a real browser.
export default defineConfig({
  test: {
    include: ["e2e/**/*.test.ts"],
    globalSetup: ["e2e/build-product.ts"],
    pool: "forks",
    // Stories share nothing but the browser program, which takes longer to start than most of them take.
    isolate: false,
    maxWorkers: 2,
    testTimeout: 120_000,
    hookTimeout: 90_000,
    // A machine that is busy with something else may let a story run out of time once; the report names it.
    retry: process.env.CI ? 1 : 0,
    expect: { poll: { timeout: 20_000 } },
  },
});
