// Faults: 114.
import { setTimeout as pause } from "node:timers/promises";
import { emptyTestDatabase } from "@plinth/database/test";
import { expect, test } from "vitest";
import { type TcpProxy, tcpProxy } from "../../../database/test/tcp-proxy.ts";
import { type ServerProcess, serverProcess } from "../../test/server-process.ts";
import { faultsOf, makeTasks, projectOf } from "../../test/task-makers.ts";

/** Half of them at any moment, half when a call was carried out and its answer has not arrived. */
const KILLS = Number(process.env.CALL_KILLS ?? 12);
const MAKERS = 12;

test(`${KILLS} kills by force, with clients that ask again: every task is there once`, {
  timeout: 300_000,
}, async () => {
  const database = await emptyTestDatabase();
  await using server = await serverProcess(database.url);
  const { ada, session, projectId } = await projectOf(server);
  await using way = await tcpProxy(server.url);
  using makers = makeTasks(way.url, { session, projectId, makers: MAKERS });
  let lost = 0;

  for (let kill = 0; kill < KILLS; kill++) {
    const before = makers.told.size;
    while (makers.told.size === before) await pause(5);
    await pause(Math.random() * 100);
    if (kill % 2 === 0) await server.kill();
    else if (await killAsItAnswers(server, way)) lost += 1;
    way.cut();
    await server.start();
  }
  await makers.stop();

  expect(await faultsOf(makers, ada, projectId)).toEqual([]);
  // The kills have hit what they were aimed at.
  expect(lost).toBeGreaterThan(KILLS / 4);
  await server.kill();
  await database.drop();
});

/** Resolves with whether the answer said that something was done. */
function killAsItAnswers(server: ServerProcess, way: TcpProxy): Promise<boolean> {
  return new Promise((resolve) => {
    way.onAnswered = (_, answer) => {
      way.onAnswered = undefined;
      for (const link of way.links) link.cut();
      server.kill().then(() => resolve(answer.includes('{"result"')));
    };
  });
}
