import type { CsvMapping } from "@plinth/client/import";

export type CsvField = keyof CsvMapping;

/** What a column can mean, and the names that columns of other trackers have for it. */
export const csvFields: { field: CsvField; name: string; known: string[] }[] = [
  { field: "title", name: "Title", known: ["title", "summary", "name", "subject", "task", "issue"] },
  { field: "body", name: "Description", known: ["description", "body", "text", "notes", "details", "content"] },
  { field: "status", name: "Status", known: ["status", "state", "column", "list"] },
  { field: "priority", name: "Priority", known: ["priority"] },
  { field: "labels", name: "Labels", known: ["labels", "label", "tags", "components"] },
  { field: "assignee", name: "Assignee", known: ["assignee", "assignees", "assigned to", "owner"] },
  { field: "dueOn", name: "Due date", known: ["due date", "due", "due on", "deadline"] },
  { field: "estimate", name: "Estimate", known: ["estimate", "points", "story points", "size"] },
  { field: "externalId", name: "Identifier", known: ["id", "key", "issue key", "identifier", "number"] },
  { field: "createdAt", name: "Created", known: ["created", "created at", "created on", "date created"] },
  { field: "closed", name: "Closed", known: ["closed", "closed at", "done", "completed", "completed at", "resolved"] },
];

export type Mapping = Partial<Record<CsvField, string>>;

/** The columns whose names say what they are. */
export function guessedMapping(columns: string[]): Mapping {
  const plain = (name: string) => name.trim().toLowerCase().replaceAll(/[_-]/g, " ");
  const mapping: Mapping = {};
  for (const { field, known } of csvFields) {
    const found = known.map((name) => columns.find((column) => plain(column) === name)).find(Boolean);
    if (found !== undefined) mapping[field] = found;
  }
  return mapping;
}
