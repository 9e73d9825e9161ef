import type { Figure } from "../../figure.ts";
import type { Loader } from "../../load/loader.ts";
import type { RunPace } from "../../pace.ts";
import type { Stage } from "../../stages/stage.ts";
import type { Subject } from "../../subjects/subject.ts";
import { crowd } from "./crowd.ts";
import { fanOut } from "./fan-out.ts";
import { liveMemory } from "./memory.ts";
import { writesBeside } from "./writes-beside.ts";

/** Everything that is measured of queries that are kept up to date. */
export async function* live(
  subjects: Subject[],
  stage: Stage,
  { loader, pace, wants }: { loader: Loader; pace: RunPace; wants(id: string): boolean },
): AsyncGenerator<Figure[]> {
  const followed = subjects.filter(({ following }) => following);
  const plinth = subjects.filter(({ name }) => name === "plinth");
  if (wants("L1") && followed.length > 0) yield fanOut(followed, stage, { id: "L1", sessions: 20, ...pace.fanOut });
  for (const subject of plinth) {
    if (wants("L1-EACH")) yield fanOut([subject], stage, { id: "L1-EACH", sessions: 200, ...pace.fanOut });
    if (wants("L2")) yield crowd(subject, stage, pace.crowd);
    if (wants("L3")) yield writesBeside(subject, stage, { loader, pace: pace.loads });
    if (["LIVE-CONNECTION", "LIVE-TASK", "LIVE-LIST"].some(wants)) {
      yield (await liveMemory(subject, stage, loader)).filter(({ id }) => wants(id));
    }
  }
}
