import { createLog, type Running, serve, systemClock } from "@plinth/kernel";
import { authenticate } from "../src/authenticate.ts";
import { appRouter } from "../src/router.ts";
import type { TestApp } from "./test-app.ts";

/** What must never be seen in a log. */
export type Secrets = Set<string>;

/** Reads along what the server logs. Whatever is wrong with it is kept in `faults`. */
export class LogWatch {
  readonly faults: { requestId: unknown; fault: string }[] = [];
  readonly secrets: Secrets = new Set();

  write(line: string): void {
    try {
      const { level, requestId } = JSON.parse(line) as { level: unknown; requestId: unknown };
      // 50 is an error, and an error says that it is our fault.
      if (typeof level !== "number" || level >= 50) this.faults.push({ requestId, fault: `logged ${line.trim()}` });
      for (const secret of this.secrets) {
        if (line.includes(secret)) this.faults.push({ requestId, fault: `a secret is in the log: ${line.trim()}` });
      }
    } catch {
      this.faults.push({ requestId: undefined, fault: `logged what is not JSON: ${line.trim()}` });
    }
  }

  /** Takes out what was logged wrongly about a request; without one, all there is. */
  take(requestId?: string): string[] {
    const taken = this.faults.filter((entry) => requestId === undefined || entry.requestId === requestId);
    this.faults.splice(0, Infinity, ...this.faults.filter((entry) => !taken.includes(entry)));
    return taken.map(({ fault }) => fault);
  }
}

const PLENTY = { perMinute: 1e9, burst: 1e9 };

/** Serves the product for real, as `createApp` does, but lets everybody call as often as they like. */
export function serveForFuzzing({ database }: TestApp, log: LogWatch): Promise<Running> {
  const options = {
    router: appRouter,
    database,
    clock: systemClock,
    log: createLog("debug", log),
    authenticate,
    hosts: ["127.0.0.1"],
    origins: [],
    secure: false,
    trustedProxies: 0,
    maxBodyBytes: 1024 * 1024,
    maxBatchSize: 20,
    limits: { actor: PLENTY, address: PLENTY },
  };
  return serve(options, 0, "127.0.0.1");
}
