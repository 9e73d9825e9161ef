import type { RouterOutputs } from "@plinth/client";
import { plainWords } from "./plain-words.ts";

export type Entry = RouterOutputs["activity"]["ofTask"]["entries"][number];

const fieldNames: Record<string, string> = {
  title: "the title",
  body: "the description",
  statusId: "the status",
  priority: "the priority",
  assigneeId: "the assignee",
  labelIds: "the labels",
  dueOn: "the due date",
  estimate: "the estimate",
  parentId: "the parent task",
  name: "the name",
  description: "the description",
  category: "the kind",
  color: "the colour",
  rank: "the order",
};

const sources: Record<string, string> = { github: "GitHub", csv: "a CSV file" };

const word = ({ data }: Entry, key: string) => String(data[key] ?? "");
const quoted = (entry: Entry, key: string) => `“${word(entry, key)}”`;

/** `the title and the labels` */
function fieldsOf(entry: Entry): string {
  const { fields } = entry.data;
  const names = (Array.isArray(fields) ? fields : [])
    .filter((field) => !(field === "statusId" && moved(entry)))
    .map((field) => fieldNames[field] ?? field);
  if (names.length < 2) return names[0] ?? "";
  return `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}

const moved = ({ data }: Entry) => data.from !== undefined && data.to !== undefined;
const move = (entry: Entry, what: string) => `moved ${what} from ${word(entry, "from")} to ${word(entry, "to")}`;

function changed(entry: Entry, what: string): string {
  const fields = fieldsOf(entry);
  const change = fields && `changed ${fields} of ${what}`;
  if (!moved(entry)) return change || `changed ${what}`;
  return change ? `${move(entry, what)} and changed ${fields}` : move(entry, what);
}

function imported({ data }: Entry): string {
  const rejected = Number(data.rejected ?? 0);
  const refused = rejected > 0 ? `, ${rejected} refused` : "";
  return `imported tasks from ${sources[String(data.source)] ?? data.source}: ${data.created} new, ${data.updated} updated${refused}`;
}

/** What happened, as it follows after a person's name. `what` is how the task is called here: "this", or its number. */
export function deedWords(entry: Entry, what: string): string {
  switch (entry.name) {
    case "task.created":
      return `created ${what}`;
    case "task.changed":
      return changed(entry, what);
    case "task.moved":
      return move(entry, what);
    case "task.completed":
      return `completed ${what}`;
    case "task.reopened":
      return `reopened ${what}`;
    case "task.deleted":
      return entry.task || what === "this" ? `moved ${what} to the trash` : "moved a task to the trash";
    case "task.restored":
      return `took ${what} out of the trash`;
    case "task.imported":
      return `imported ${what}`;
    case "comment.created":
      return `commented on ${what}`;
    case "comment.edited":
      return `edited a comment on ${what}`;
    case "comment.deleted":
      return `deleted a comment on ${what}`;
    case "comment.imported":
      return `imported a comment on ${what}`;
    default:
      return projectDeedWords(entry);
  }
}

function projectDeedWords(entry: Entry): string {
  switch (entry.name) {
    case "project.created":
      return "created the project";
    case "project.changed":
      return `changed ${fieldsOf(entry)} of the project`;
    case "project.archived":
      return "archived the project";
    case "project.restored":
      return "restored the project";
    case "status.created":
      return `added the status ${quoted(entry, "name")}`;
    case "status.changed":
      return `changed ${fieldsOf(entry)} of the status ${quoted(entry, "name")}`;
    case "status.deleted":
      return `deleted the status ${quoted(entry, "name")}; its tasks went to ${quoted(entry, "movedTo")}`;
    case "label.created":
      return `added the label ${quoted(entry, "name")}`;
    case "label.changed":
      return `changed ${fieldsOf(entry)} of the label ${quoted(entry, "name")}`;
    case "label.deleted":
      return `deleted the label ${quoted(entry, "name")}`;
    case "import.started":
      return `started to import tasks from ${sources[word(entry, "source")] ?? word(entry, "source")}`;
    case "import.finished":
      return imported(entry);
    default:
      return plainWords(entry.name);
  }
}
