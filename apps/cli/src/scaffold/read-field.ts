import { usage } from "../stop.ts";
import { type Field, fieldTypes } from "./field.ts";
import { isWord } from "./words.ts";

const MOST_WORDS = 50;
const EXAMPLES =
  "Such as title:text, done:flag, size:integer, due:moment? or status:oneOf(open,closed); ? is for what may be empty.";

/** What every feature has already, or the rules, the lists and the tables have their own use for. */
const taken = new Set([
  ...["id", "createdAt", "created", "workspaceId", "projectId", "ownerId", "role", "newest", "oldest"],
  ...["getSQL", "shouldOmitSQLParens", "enableRLS"],
]);

/** Reads the fields of a feature. @throws Stop when one makes no sense */
export function readFields(noun: string, given: readonly string[]): Field[] {
  const fields = given.map((text) => readField(noun, text));
  if (fields.length === 0) throw usage("A feature needs at least one field.", EXAMPLES);
  for (const { name } of fields) {
    if (fields.filter((field) => field.name.toLowerCase() === name.toLowerCase()).length > 1) {
      throw usage(`The field "${name}" is given twice.`);
    }
  }
  return fields;
}

function readField(noun: string, text: string): Field {
  const [, name, word, list, mark] = /^([^:]*):([A-Za-z]+)(?:\(([^()]*)\))?(\?)?$/.exec(text.trim()) ?? [];
  if (name === undefined) throw usage(`"${text}" is no field.`, EXAMPLES);
  assertName(noun, name);
  const type = fieldTypes.find((known) => known === word);
  if (!type) throw usage(`There is no type "${word}" of field.`, `Use one of: ${fieldTypes.join(", ")}.`);
  return { name, type, nullable: mark !== undefined, words: readWords(name, type === "oneOf", list) };
}

function assertName(noun: string, name: string): void {
  if (!/^[a-z][a-zA-Z0-9]{0,29}$/.test(name)) {
    throw usage(
      `"${name}" is no name for a field.`,
      "Use 1 to 30 letters and digits, beginning with a small letter: dueAt.",
    );
  }
  if (taken.has(name) || name === noun || isWord(name))
    throw usage(`A field cannot be called "${name}".`, "The name is taken; find another one.");
  if (/Folded$/.test(name))
    throw usage(`A field cannot be called "${name}".`, "Names that end in Folded are for what lists search in.");
  if (/hash|secret|token|password|^userAgent$/i.test(name)) {
    throw usage(
      `A field cannot be called "${name}".`,
      "What is named like a secret must never be shown. Add such a column by hand.",
    );
  }
}

function readWords(name: string, chooses: boolean, list: string | undefined): string[] {
  if (!chooses && list === undefined) return [];
  if (!chooses) throw usage(`Only oneOf takes words in brackets; "${name}" is none.`, EXAMPLES);
  const words = (list ?? "").split(",").map((word) => word.trim());
  if (words.length < 2 || words.length > MOST_WORDS || new Set(words).size < words.length) {
    throw usage(
      `"${name}" needs 2 to ${MOST_WORDS} different words to choose from.`,
      "Such as status:oneOf(open,closed).",
    );
  }
  const odd = words.find((word) => !/^[a-z][a-z0-9_-]{0,29}$/.test(word));
  if (odd !== undefined) throw usage(`"${odd}" is no word for "${name}".`, "Use small letters, digits, - and _.");
  return words;
}
