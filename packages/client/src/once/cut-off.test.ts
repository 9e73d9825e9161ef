// Faults: 114.
import { expect, test } from "vitest";
import { tcpProxy } from "../../../database/test/tcp-proxy.ts";
import { serveApp } from "../../test/served-app.ts";
import { faultsOf, makeTasks, projectOf } from "../../test/task-makers.ts";

/** Answers that get lost on their way. */
const LOST = 100;
const MAKERS = 12;

test("connections that break after the commit: every task is there once, and told as it was the first time", async () => {
  await using app = await serveApp();
  const { ada, session, projectId } = await projectOf(app);
  await using way = await tcpProxy(app.url);
  const lost = new Map<string, unknown>();
  let answers = 0;

  using makers = makeTasks(way.url, { session, projectId, makers: MAKERS });
  await new Promise<void>((resolve) => {
    way.onAnswered = (link, answer) => {
      const [, text = "null"] = answer.toString().split("\r\n\r\n");
      const task = JSON.parse(text)?.result?.data;
      answers += 1;
      // Two of three, so that some are lost more often than the client asks by itself.
      if (!task || answers % 3 === 0 || lost.size === LOST) return;
      lost.set(task.title, lost.get(task.title) ?? task);
      link.cut();
      if (lost.size === LOST) resolve();
    };
  });
  await makers.stop();

  const told = [...lost.keys()].map((title) => makers.told.get(title));
  expect(told).toEqual([...lost.values()]);
  expect(await faultsOf(makers, ada, projectId)).toEqual([]);
}, 120_000);
