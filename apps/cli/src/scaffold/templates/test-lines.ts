import { type Feature, ownerId } from "../feature.ts";
import { values } from "./sample-values.ts";

/** Who makes things here, in the tests. */
const writerOf = ({ preset }: Feature): string => (preset === "admins" ? "adam" : "mona");

/** The lines that every test begins with. */
export function arranged(feature: Feature): string[] {
  const make = feature.owner === "projects" ? "createTracker" : "createTeam";
  return [
    "  await using app = await createTestApp();",
    `  const { ${ownerId(feature)} } = await ${make}(app);`,
    `  const { ${feature.plural} } = app.as("${writerOf(feature)}");`,
  ];
}

/** An input of `create`. */
export const newRow = (feature: Feature): string => `{ ${ownerId(feature)}, ${values(feature)} }`;
