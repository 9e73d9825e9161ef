import { z } from "zod";
import { line, rowId, text } from "../../fields.ts";

export const projectName = line(80);

/** Two to five capitals, then digits if you like: `APO`, `WEB2`. */
export const projectKey = z.string().regex(/^[A-Z][A-Z0-9]{1,4}$/, "Use 2 to 5 capitals or digits, a capital first");

export const projectDescription = text(2_000);

export const ProjectId = z.strictObject({ id: rowId });

export const ProjectKey = z.strictObject({ workspaceId: rowId, key: projectKey });

export const ProjectFilter = z.strictObject({ workspaceId: rowId, archived: z.boolean().default(false) });

export const NewProject = z.strictObject({
  workspaceId: rowId,
  name: projectName,
  key: projectKey,
  description: projectDescription.default(""),
});

export const ProjectChange = z.strictObject({
  id: rowId,
  name: projectName.optional(),
  description: projectDescription.optional(),
});
