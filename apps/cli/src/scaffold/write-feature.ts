import { readdirSync } from "node:fs";
import { join } from "node:path";
import { Stop } from "../stop.ts";
import { Changes } from "./changes.ts";
import type { Feature } from "./feature.ts";
import type { PlannedFile } from "./plan-feature.ts";
import { format, generateMigration } from "./programs.ts";
import { searchStatements } from "./search-statements.ts";

const MIGRATIONS = "drizzle";

/** What was done, by paths from the root of the repository. */
export interface Written {
  added: string[];
  changed: string[];
}

/** Writes a planned feature and its migrations: all of it, or nothing. */
export async function writeFeature(root: string, feature: Feature, planned: PlannedFile[]): Promise<Written> {
  const changes = new Changes(root);
  const interrupted = { yet: false };
  // The step that runs is interrupted too, and fails; then everything is undone.
  const interrupt = () => {
    interrupted.yet = true;
  };
  process.on("SIGINT", interrupt);
  try {
    for (const { path, text, before } of planned) {
      if (before === undefined) changes.add(path, text);
      else changes.replace(path, text);
    }
    await format(
      root,
      planned.map(({ path }) => path),
    );
    changes.watch(MIGRATIONS);
    const migrations = await migrate(root, feature, changes);
    if (interrupted.yet) throw new Stop("Interrupted; everything was put back as it was.");
    const own = planned.filter(({ before }) => before === undefined).map(({ path }) => path);
    return {
      added: [...own, ...migrations],
      changed: planned.flatMap(({ path, before }) => (before === undefined ? [] : [path])),
    };
  } catch (error) {
    changes.undo();
    throw error;
  } finally {
    process.off("SIGINT", interrupt);
  }
}

async function migrate(root: string, feature: Feature, changes: Changes): Promise<string[]> {
  const before = new Set(migrationsIn(root));
  await generateMigration(root, `add_${feature.plural}`);
  if (feature.search) {
    const known = new Set(migrationsIn(root));
    await generateMigration(root, `${feature.noun}_search`, "--custom");
    for (const path of migrationsIn(root).filter((file) => !known.has(file))) {
      changes.replace(path, await searchStatements(root, feature, path.split("/").at(-2) ?? ""));
    }
  }
  return migrationsIn(root).filter((path) => !before.has(path));
}

/** `drizzle/…/0005_add_notes.sql`, of each engine. */
function migrationsIn(root: string): string[] {
  const engines = readdirSync(join(root, MIGRATIONS));
  const files = engines.flatMap((engine) =>
    readdirSync(join(root, MIGRATIONS, engine)).map((name) => `${MIGRATIONS}/${engine}/${name}`),
  );
  return files.filter((path) => path.endsWith(".sql")).sort();
}
