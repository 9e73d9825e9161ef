// Faults: 114.
import { setTimeout as pause } from "node:timers/promises";
import { startPostgres } from "@plinth/database/test";
import { expect, test } from "vitest";
import { type TcpProxy, tcpProxy } from "../../../database/test/tcp-proxy.ts";
import { serverProcess } from "../../test/server-process.ts";
import { faultsOf, makeTasks, projectOf } from "../../test/task-makers.ts";

const RESTARTS = 20;
const MAKERS = 6;
const BACK_MS = 5_000;

const onPostgres = /^postgres/.test(process.env.DATABASE_URL ?? "");

// A file does not restart.
test.runIf(onPostgres)(
  `${RESTARTS} restarts of Postgres, half of them crashes: every task is there once, and the server comes back by itself`,
  { timeout: 300_000 },
  async () => {
    const postgres = await startPostgres();
    await using way = await tcpProxy(postgres.url);
    await using server = await serverProcess(way.url);
    const { ada, session, projectId } = await projectOf(server);
    using makers = makeTasks(server.url, { session, projectId, makers: MAKERS });
    const late: string[] = [];

    for (let restart = 0; restart < RESTARTS; restart++) {
      await pause(50 + Math.random() * 200);
      if (restart % 2 === 0) {
        await commitIsLost(way);
        await postgres.restart("immediate");
      } else {
        // A network that hangs, every other time.
        if (restart % 4 === 3) way.stall();
        await postgres.restart("fast");
        way.resume();
      }
      const before = makers.told.size;
      const ready = performance.now();
      while (makers.told.size === before && performance.now() - ready < BACK_MS) await pause(20);
      if (makers.told.size === before) late.push(`restart ${restart}`);
    }
    await makers.stop();

    expect(server.ended()).toBeUndefined();
    expect(await faultsOf(makers, ada, projectId)).toEqual([]);
    expect(late).toEqual([]);
    expect(makers.told.size).toBeGreaterThan(RESTARTS * 2);
    await server.kill();
    await postgres.stop();
  },
);

/** Resolves when a transaction has been committed and the server will never know. */
function commitIsLost(way: TcpProxy): Promise<void> {
  return new Promise((resolve) => {
    way.onAnswered = (link, answer) => {
      if (!answer.includes("COMMIT")) return;
      way.onAnswered = undefined;
      link.cut();
      resolve();
    };
  });
}
