import { type Feature, folderOf } from "./feature.ts";
import { evaluate } from "./programs.ts";

/** The migration that makes a feature's full-text index, for one engine. */
export async function searchStatements(root: string, feature: Feature, engine: string): Promise<string> {
  // The engine is chosen by a variable, when the database's package is loaded.
  const code = `
    import { env } from "node:process";
    env.DATABASE_URL = ${JSON.stringify(`${engine}://`)};
    const { fullTextStatements } = await import("./packages/database/src/index.ts");
    const { ${feature.noun}Search } = await import("./${folderOf(feature)}/search-index.ts");
    console.log(JSON.stringify(fullTextStatements([${feature.noun}Search])));`;
  const statements: string[] = JSON.parse(await evaluate(root, "The search index", code));
  return `${statements.join("\n--> statement-breakpoint\n")}\n`;
}
