import { first } from "@plinth/database";
import { conflict, type MutationContext, resource } from "@plinth/kernel";
import { and, eq } from "drizzle-orm";
import { record } from "../../record.ts";
import { findActiveProject, findProject } from "../projects/find-project.ts";
import { projectRules } from "../projects/rules.ts";
import { LabelChange, NewLabel } from "./inputs.ts";
import { LabelView } from "./outputs.ts";
import { labelRules } from "./rules.ts";
import { type Label, labels } from "./table.ts";

/** Labels as they are made, changed and deleted: while their project is active, and each with a name of its own there. */
export const labelResource = resource(labels, {
  ...{ name: "labels", rules: labelRules, output: LabelView, within: "projectId", parent: findProject },
  sort: { name: ["name"] },
  create: {
    input: NewLabel,
    async under(ctx, { projectId, name }) {
      const db = projectRules.allow(ctx, await findActiveProject(ctx, projectId), "createLabel");
      await assertNameIsFree(ctx, projectId, name);
      return db;
    },
  },
  update: {
    input: LabelChange,
    async values(ctx, { name }, label) {
      if (name && name !== label.name) await assertNameIsFree(ctx, label.projectId, name);
      return {};
    },
  },
  // From all tasks that have it too.
  delete: true,
  guard: (ctx, { projectId }) => findActiveProject(ctx, projectId),
  events: {
    created: (ctx, label) => tell(ctx, "label.created", label),
    changed: (ctx, label, fields) => tell(ctx, "label.changed", label, { fields }),
    deleted: (ctx, label) => tell(ctx, "label.deleted", label),
  },
});

async function tell(
  ctx: MutationContext,
  event: "label.created" | "label.changed" | "label.deleted",
  label: Label,
  more: { fields?: string[] } = {},
): Promise<void> {
  const { workspaceId } = await findProject(ctx, label.projectId);
  await record(ctx, event, { ...label, workspaceId }, { ...more, name: label.name });
}

async function assertNameIsFree({ db }: MutationContext, projectId: string, name: string): Promise<void> {
  const sameName = and(eq(labels.projectId, projectId), eq(labels.name, name));
  const taken = await first(db.select({ id: labels.id }).from(labels).where(sameName));
  if (taken) throw conflict(`The project already has a label named “${name}”.`);
}
