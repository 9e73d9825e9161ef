import { parseSearch, type Search } from "@plinth/database";
import fc from "fast-check";
import { expect, test } from "vitest";
import { createTestApp } from "../../../test/test-app.ts";

// The meaning of a search once more, without an index: both databases must find what this finds.

const letters = /[\p{L}\p{N}]+/gu;

/** For texts of these alphabets only, of which nothing is a matter of taste. */
function wordsOf(text: string): string[] {
  const plain = text
    .normalize("NFD")
    .replace(/[\u0300-\u036f]/g, "")
    .toLowerCase();
  return plain.match(letters) ?? [];
}

function finds({ terms }: Search, columns: string[]): boolean {
  const texts = columns.map(wordsOf);
  return terms.every(({ words, prefix }) =>
    texts.some((text) =>
      text.some((_, at) => words.every((word, n) => (prefix ? text[at + n]?.startsWith(word) : text[at + n] === word))),
    ),
  );
}

const piece = fc.constantFrom(
  ...["a", "b", "ab", "ba", "Ab", "é", "É", "e\u0301", "ü", "12", "1", "東", "東京", "д", "Д"],
  ...[" ", " ", " ", "-", "_", ".", "'", "\n", "🚀", "…", "(", ")", ":", "*", "%", "\\"],
);
const text = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(""));
const typed = fc
  .array(
    fc.oneof(
      piece,
      piece,
      piece,
      fc.constantFrom('"', " AND ", " NOT ", "NEAR(", "^", "{c0}:", "“", "”", "\0", "\ud800"),
    ),
    { maxLength: 8 },
  )
  .map((pieces) => pieces.join(""));

test("a search finds exactly what it means, in any texts", async () => {
  await using app = await createTestApp();
  const { id: workspaceId } = await app.as("ada").workspaces.create({ name: "Moon" });
  const { id: projectId } = await app.as("ada").projects.create({ workspaceId, name: "Apollo", key: "APO" });
  const documents = fc.sample(fc.record({ title: text, body: text }), { seed: 7, numRuns: 120 });
  const tasks = new Map<string, string[]>();
  for (const { title, body } of documents) {
    // A title says something; a sign is no word.
    const task = await app.as("ada").tasks.create({ projectId, title: `§${title}`, body });
    tasks.set(task.id, [task.title, body]);
  }
  let hits = 0;

  await fc.assert(
    fc.asyncProperty(typed, async (words) => {
      const search = parseSearch(words);
      const meant = [...tasks].flatMap(([id, columns]) => (search && finds(search, columns) ? [id] : []));
      const found = await app.as("ada").search.inWorkspace({ workspaceId, text: words, limit: 50 });
      const numbered = /^\s*#?\d+\s*$/.test(words) ? 1 : 0;
      hits += found.length;
      for (const { id } of found.slice(numbered)) expect([words, meant.includes(id)]).toEqual([words, true]);
      expect([words, found.length >= Math.min(50, meant.length)]).toEqual([words, true]);
    }),
    { numRuns: 400, seed: 11 },
  );

  expect(hits).toBeGreaterThan(2_000);
});
