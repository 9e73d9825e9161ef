import { setTimeout as pause } from "node:timers/promises";
import { projectsOf, taskOf } from "../../dataset/members.ts";
import { idOf, PEOPLE, tokenOf } from "../../dataset/sample.ts";
import type { Figure } from "../../figure.ts";
import { Inspector } from "../../inspector.ts";
import { Audience } from "../../load/audience.ts";
import type { Loader } from "../../load/loader.ts";
import { serve } from "../../served.ts";
import type { Stage } from "../../stages/stage.ts";
import type { Subject } from "../../subjects/subject.ts";
import { BRINGS_VALUE, liveQuery } from "../../subjects/trpc.ts";
import { fromOneAddress } from "./one-address.ts";

const SETTLING_MS = 500;

/** What a connection takes of memory, and a live query on it: of a task, and of a list of 20 tasks. Garbage is collected before each look. */
export async function liveMemory(subject: Subject, stage: Stage, loader: Loader): Promise<Figure[]> {
  const { size, engine } = stage;
  const audience = new Audience();
  const inspected = await Inspector.settings();
  const served = await serve(subject, stage, { ...fromOneAddress, ...inspected.env });
  try {
    const inspector = await inspected.connect();
    const kilobytes = async () => {
      await pause(SETTLING_MS);
      await inspector.collectGarbage();
      return served.rssMb() * 1_024;
    };
    const people = Array.from({ length: PEOPLE }, (_, person) => person);
    const tasks = (person: number) =>
      projectsOf(person, size).map((project, n) => liveQuery(n, "tasks.get", { id: taskOf(project, person, size) }));
    const lists = (person: number) =>
      projectsOf(person, size).map((project, n) => {
        return liveQuery(size.projects + n, "tasks.list", { projectId: idOf("project", project), limit: 20 });
      });
    const gathering = { path: "/live", follows: BRINGS_VALUE };
    const idle = people.map((person) => ({ token: tokenOf(person), asks: [] }));

    // What is there once and for all is not counted: code that is compiled, statements that are prepared, caches that are filled.
    await loader.run(served, [{ work: "list", connections: 32, seconds: 2 }]);
    await audience.gather(served, { ...gathering, listeners: idle.slice(0, 100) });
    await audience.ask(
      served,
      people.slice(0, 100).map((person) => [...tasks(person), ...lists(person)]),
    );
    await audience.dismiss(served);

    const before = await kilobytes();
    await audience.gather(served, { ...gathering, listeners: idle });
    const connected = await kilobytes();
    await audience.ask(served, people.map(tasks));
    const withTasks = await kilobytes();
    await audience.ask(served, people.map(lists));
    const withLists = await kilobytes();

    const queries = PEOPLE * size.projects;
    const common = { engine, subject: subject.name, title: subject.title, unit: "kB" } as const;
    const note = (n: number, what: string) => `${n.toLocaleString("en")} ${what}`;
    return [
      { ...common, id: "LIVE-CONNECTION", values: [(connected - before) / PEOPLE], note: note(PEOPLE, "connections") },
      { ...common, id: "LIVE-TASK", values: [(withTasks - connected) / queries], note: note(queries, "queries") },
      { ...common, id: "LIVE-LIST", values: [(withLists - withTasks) / queries], note: note(queries, "queries") },
    ];
  } finally {
    audience.stop();
    await served.stop();
  }
}
