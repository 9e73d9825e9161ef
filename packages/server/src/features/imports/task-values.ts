import type { MutationContext } from "@plinth/kernel";
import { isClosed } from "../statuses/categories.ts";
import { statusesOf } from "../statuses/list-statuses.ts";
import type { Task } from "../tasks/table.ts";
import { titled } from "../tasks/task-title.ts";
import type { CheckedTask } from "./check-rows.ts";
import type { ImportAtWork } from "./find-import.ts";
import { taskFingerprints } from "./fingerprints.ts";
import { matchLabels } from "./match-labels.ts";
import { matchMembers } from "./match-members.ts";
import { matchStatus } from "./match-status.ts";

/** What a row says about a task, in terms of the project it goes into. */
export interface TaskValues {
  columns: Pick<
    Task,
    | "title"
    | "titleFolded"
    | "body"
    | "statusId"
    | "closedAt"
    | "priority"
    | "assigneeId"
    | "dueOn"
    | "estimate"
    | "origin"
  >;
  labelIds: string[];
}

/** Looks up once what the rows of a batch refer to, making labels that are missing, and says how to read each. */
export async function taskValuesFor(
  ctx: MutationContext,
  { run: { projectId, workspaceId }, db }: ImportAtWork,
  rows: CheckedTask[],
): Promise<(row: CheckedTask) => TaskValues> {
  const statuses = await statusesOf(db, projectId);
  const memberId = await matchMembers(ctx, workspaceId);
  const memberOf = (names: string[]) => names.map(memberId).find((id) => id !== undefined);
  const labelId = await matchLabels(db, projectId, rows);

  return (checked) => {
    const { row } = checked;
    const status = matchStatus(checked, statuses);
    const assignee = row.assignees.find((names) => memberOf(names) !== undefined);
    const labelIds = row.labels.map((label) => labelId(label.name)).filter((id) => id !== undefined);
    return {
      columns: {
        ...titled(row.title),
        body: row.body,
        statusId: status.id,
        closedAt: isClosed(status.category) ? (row.closedAt ?? row.updatedAt ?? row.createdAt ?? ctx.now) : null,
        priority: row.priority,
        assigneeId: assignee === undefined ? null : (memberOf(assignee) ?? null),
        dueOn: row.dueOn,
        estimate: row.estimate,
        origin: {
          url: row.url,
          author: row.author,
          assignees: row.assignees.filter((names) => names !== assignee).map(([first = ""]) => first),
          imported: taskFingerprints(checked),
        },
      },
      labelIds: [...new Set(labelIds)],
    };
  };
}
