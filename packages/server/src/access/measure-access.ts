import { isDeepStrictEqual } from "node:util";
import type { Database } from "@plinth/database";
import type { FailureCode } from "@plinth/kernel";
import { paths, tryCall } from "./calls.ts";
import { type CastName, castNames } from "./cast.ts";
import { samples } from "./samples.ts";
import { type Place, type Scene, setScene, type Target, targets } from "./scene.ts";

/** What each actor gets for one call about one thing; `here` when `own` and `other` are alike, `any` when all three are. */
export interface Measured {
  feature: string;
  operation: string;
  target: Target | "here" | "any";
  outcomes: Record<CastName, "OK" | FailureCode>;
}

/**
 * Calls every procedure as everybody, about a thing of their workspace, about another one in it and about another workspace's, and says
 * what came of it.
 *
 * @param database - migrated and empty. It holds the sample installation afterwards.
 * @param feature - only this one's procedures.
 */
export async function measureAccess(database: Database, feature?: string): Promise<Measured[]> {
  const scene = await setScene(database);
  const measured: Measured[] = [];
  for (const path of paths) {
    if (feature === undefined || path.startsWith(`${feature}.`))
      measured.push(...(await measure(database, scene, path)));
  }
  return measured;
}

/** The names of the features that can be asked for. */
export const measuredFeatures: readonly string[] = Object.keys(samples);

async function measure(database: Database, { actors, places }: Scene, path: string): Promise<Measured[]> {
  const [feature = "", operation = ""] = path.split(".");
  const lines: Measured[] = [];
  for (const target of targets) {
    const outcomes: [CastName, string][] = [];
    for (const name of castNames) {
      const { code } = await tryCall(database, actors[name], path, sampleFor(path, places[target]));
      outcomes.push([name, code]);
    }
    // Safe because these are the names.
    lines.push({ feature, operation, target, outcomes: Object.fromEntries(outcomes) as Measured["outcomes"] });
  }
  return summed(lines);
}

/** Says in one line what is alike. */
function summed(lines: Measured[]): Measured[] {
  const [own, other, elsewhere] = lines;
  const alike = (a: Measured | undefined, b: Measured | undefined) => isDeepStrictEqual(a?.outcomes, b?.outcomes);
  if (!own || !elsewhere || !alike(own, other)) return lines;
  return alike(own, elsewhere) ? [{ ...own, target: "any" }] : [{ ...own, target: "here" }, elsewhere];
}

/** @throws Error when the procedure has no sample, which its feature's `access.ts` should give it. */
export function sampleFor(path: string, place: Place): unknown {
  const [feature = "", operation = ""] = path.split(".");
  // Safe because every entry is a function of the place; their exact types are held where they are declared.
  const known = samples as unknown as Record<string, Record<string, ((at: Place) => unknown) | undefined>>;
  const sample = known[feature]?.[operation];
  if (!sample) throw new Error(`${path} has no sample: give it one in features/${feature}/access.ts`);
  return sample(place);
}
