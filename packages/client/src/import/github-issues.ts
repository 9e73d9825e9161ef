import type { ImportedRowInput } from "@plinth/server/inputs";
import type { FileRow } from "./file-row.ts";
import { jsonElements } from "./json-elements.ts";
import { type FileChunks, textOf } from "./text-of.ts";

/**
 * Reads an export of GitHub's command line, one issue at a time, each followed by its comments:
 * `gh issue list --state all --limit 100000 --json number,title,body,state,stateReason,labels,assignees,author,comments,createdAt,updatedAt,closedAt,url`.
 * Fields may be missing. An element that is no issue becomes a problem with its line, and reading goes on.
 *
 * @throws ImportFileError when the file is no JSON list, is cut off, or is not UTF-8.
 *
 * @example
 * for await (const row of readGithubIssues(createReadStream("issues.json"))) …
 */
export async function* readGithubIssues(chunks: FileChunks): AsyncGenerator<FileRow> {
  for await (const { line, text } of jsonElements(textOf(chunks))) {
    for (const read of rowsOf(text)) yield { line, ...read };
  }
}

type Row = { row: ImportedRowInput } | { problem: string };
type Fields = Record<string, unknown>;

function rowsOf(text: string): Row[] {
  let issue: unknown;
  try {
    issue = JSON.parse(text);
  } catch {
    return [{ problem: "is not valid JSON" }];
  }
  if (!isObject(issue) || !Number.isSafeInteger(issue.number))
    return [{ problem: "is not an issue: it has no number" }];
  if (textIn(issue.title).trim() === "") return [{ problem: "the issue has no title" }];
  const externalId = issueId(issue);
  return [{ row: taskOf(issue, externalId) }, ...commentsOf(issue, externalId)];
}

function taskOf(issue: Fields, externalId: string): ImportedRowInput {
  return {
    kind: "task",
    externalId,
    title: textIn(issue.title).slice(0, 2_000).toWellFormed(),
    body: textIn(issue.body),
    status: /^(not_planned|duplicate)$/i.test(textIn(issue.stateReason)) ? "cancelled" : null,
    closed: textIn(issue.state).toUpperCase() === "CLOSED",
    labels: objectsIn(issue.labels)
      .map((label) => ({ name: textIn(label.name).slice(0, 200), color: textIn(label.color).slice(0, 20) || null }))
      .filter(({ name }) => name.trim() !== ""),
    assignees: objectsIn(issue.assignees)
      .map(namesOf)
      .filter((names) => names.length > 0),
    author: authorIn(issue),
    url: urlIn(issue),
    createdAt: momentIn(issue.createdAt),
    updatedAt: momentIn(issue.updatedAt),
    closedAt: momentIn(issue.closedAt),
  };
}

function commentsOf(issue: Fields, taskExternalId: string): Row[] {
  return objectsIn(issue.comments).map((comment, at) => ({
    row: {
      kind: "comment",
      taskExternalId,
      externalId: textIn(comment.id) || textIn(comment.url) || `${at + 1}`,
      body: textIn(comment.body),
      author: authorIn(comment),
      url: urlIn(comment),
      createdAt: momentIn(comment.createdAt),
    },
  }));
}

/** People are known elsewhere by what they are called or by their login; GitHub gives an empty name to those who have none. */
function namesOf({ name, login }: Fields): string[] {
  return [name, login].map((given) => textIn(given).slice(0, 200).toWellFormed()).filter((given) => given !== "");
}

/** `owner/repo#12`, so that issues of several repositories can live in one project. */
function issueId({ url, number }: Fields): string {
  const [, repository = ""] = /^https?:\/\/[^/]+\/([^/]+\/[^/]+)\/(?:issues|pull)\/\d+/.exec(textIn(url)) ?? [];
  return `${repository.slice(0, 400)}#${number}`;
}

/** Deleted accounts are nobody, or have no name; GitHub itself calls them ghost. */
function authorIn({ author }: Fields): string {
  return (isObject(author) && textIn(author.login).slice(0, 200)) || "ghost";
}

function urlIn({ url }: Fields): string | null {
  return /^https?:\/\//i.test(textIn(url)) ? textIn(url) : null;
}

/** Year 1 is how Go prints a moment that was never set. */
function momentIn(value: unknown): string | null {
  const moment = textIn(value);
  return moment === "" || moment.startsWith("0001-") ? null : moment;
}

/** Text without what cannot be stored; anything else is no text. */
function textIn(value: unknown): string {
  return typeof value === "string" ? value.replaceAll("\0", "").toWellFormed() : "";
}

function objectsIn(value: unknown): Fields[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

function isObject(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
