import { ask } from "./answer.ts";
import { samplesOf } from "./dataset/sample.ts";
import type { Served } from "./served.ts";
import { NEW_TITLE } from "./subjects/requests.ts";
import type { Work } from "./subjects/subject.ts";

// Which of the samples is asked for. Its project has tasks with no, one and two labels.
const SAMPLE = 7;
// Every server makes these up for itself when it makes a task.
const MADE_UP = ["id", "rank", "createdAt", "updatedAt"];
// What a new task must have left behind.
const TRACES = [
  "select name, actor_kind, actor_id, container_id, tenant_id from events",
  `select project_id, workspace_id, number, title, body, status_id, priority, version, created_by from tasks
    where title = '${NEW_TITLE}'`,
  "select last_task_number from projects order by id",
  "select count(*) as tasks from tasks",
  "select count(*) as pairs from events join tasks on cast(tasks.id as text) = events.subject_id",
];

/** Nobody is timed before everybody gives the same answers, and a write leaves the same rows. @throws when somebody does not */
export async function assertEqual(all: Served[]): Promise<void> {
  const reference = all.find(({ subject }) => subject.name === "bare") ?? all[0];
  if (!reference) return;
  const expected = await answersOf(reference);
  for (const served of all) {
    const given = served === reference ? expected : await answersOf(served);
    for (const [what, value] of given) {
      const right = expected.get(what);
      if (right === undefined || right === value) continue;
      const who = `${served.subject.name} on ${served.stage.engine} differs from ${reference.subject.name}`;
      throw new Error(`${who} at ${what}:\n${difference(value, right)}`);
    }
  }
}

/** Everything that must be equal, as text. */
async function answersOf({ subject, stage, port, database }: Served): Promise<Map<string, string>> {
  const sample = samplesOf(stage.size)[SAMPLE];
  const answers = new Map<string, string>();
  // Reads come first: they must not see what `create` made.
  for (const work of ["list", "get", "batch", "create"] as const satisfies Work[]) {
    const make = subject.requests[work];
    if (!make || !sample) continue;
    const { status, body } = await ask(port, make(sample));
    const value = status < 300 ? subject.unwrap(body, work) : undefined;
    if (value === undefined)
      throw new Error(`${subject.name} on ${stage.engine} answers ${work} with ${status}: ${JSON.stringify(body)}`);
    answers.set(work, JSON.stringify(comparable(value)));
  }
  for (const sql of TRACES) answers.set(sql, JSON.stringify(await stage.rows(database, sql)));
  return answers;
}

/** Where two texts part, with what is around it. */
function difference(value: string, right: string): string {
  let at = 0;
  while (value[at] === right[at]) at += 1;
  return [value, right].map((text) => `… ${text.slice(Math.max(0, at - 100), at + 200)} …`).join("\n");
}

/** An answer without what every server makes up for itself, keys in one order. */
function comparable(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(comparable);
  if (typeof value !== "object" || value === null) return value;
  const fresh = "title" in value && value.title === NEW_TITLE;
  const entries = Object.entries(value).filter(([key]) => key !== "nextCursor" && !(fresh && MADE_UP.includes(key)));
  return Object.fromEntries(
    entries
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, item]) => [key, key === "labelIds" ? [...item].sort() : comparable(item)]),
  );
}
