import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { otherShelfId, type SearchedNotes, searchedNotes } from "../../test/searched-notes.ts";

let stage: SearchedNotes;
beforeAll(async () => {
  stage = await searchedNotes();
});
afterAll(() => stage[Symbol.asyncDispose]());
beforeEach(() => stage.clear());

const write: SearchedNotes["write"] = (given) => stage.write(given);
const found: SearchedNotes["found"] = (typed, options) => stage.found(typed, options);

describe("a text is found by its words", () => {
  test.each([
    // Whole words and beginnings.
    ["lift", "Lift off at dawn", true],
    ["lif", "Lift off at dawn", true],
    ["l", "Lift off at dawn", true],
    ["ift", "Lift off at dawn", false],
    ["lif ", "Lift off at dawn", false],
    ["lif.", "Lift off at dawn", false],
    ["lift ", "Lift off at dawn", true],
    ["dawn lift", "Lift off at dawn", true],
    ["daw lift", "Lift off at dawn", false],
    ["dawn lif", "Lift off at dawn", true],
    ["lift noon", "Lift off at dawn", false],
    ["lift lift lift", "Lift off at dawn", true],
    ["LIFT OFF", "lift off", true],
    ["lift off", "LIFT OFF", true],
    // Phrases.
    ['"lift off"', "Lift off at dawn", true],
    ['"off lift"', "Lift off at dawn", false],
    ['"lift at"', "Lift off at dawn", false],
    ['"lift of"', "Lift off at dawn", false],
    ['"lift off" daw', "Lift off at dawn", true],
    ['"lift off" "at dawn"', "Lift off at dawn", true],
    ['dawn "lift off', "Lift off at dawn", true],
    ['"off lift', "Lift off at dawn", true],
    ['"lif"', "Lift off at dawn", false],
    ['"lift-off"', "Lift, off!", true],
    ["“lift off”", "Lift off at dawn", true],
    ["„lift off“", "Lift off at dawn", true],
    ['"at dawn lift"', "at dawn\nLift", true],
    ['""', "Lift off at dawn", false],
    ['"" lift', "Lift off at dawn", true],
    ['"a a a"', "a a b a a", false],
    ['"a a"', "a b a a", true],
    // Accents and case.
    ["muller", "Frau Müller", true],
    ["MÜLLER", "frau muller", true],
    ["mu\u0308ller", "Müller", true],
    ["müller", "Mu\u0308ller", true],
    ["ecole", "L'ÉCOLE", true],
    ["viet nam", "Việt Nam", true],
    ["việt", "viet", true],
    ["łódź", "ŁÓDŹ", true],
    ["istanbul", "İstanbul", true],
    ["smorrebrod", "smørrebrød", false],
    ["smørrebrød", "SMØRREBRØD", true],
    ["straße", "Straße", true],
    ["strasse", "Straße", false],
    ["ΟΔΟΣ", "οδός οδοσ", true],
    ["οδος", "ΟΔΟΣ", true],
    ["москва", "МОСКВА", true],
    ["мос", "МОСКВА", true],
    // Numbers, addresses and signs.
    ["APO-12", "see APO-12", true],
    ["apo 12", "see APO-12", true],
    ["12", "see APO-12", true],
    ["APO-1", "see APO-12", true],
    ['"APO-1"', "see APO-12", false],
    ["3.14", "pi is 3.14159", true],
    ["3 14159", "pi is 3.14159", true],
    ["14159", "pi is 3.14159", true],
    ["ada@example.com", "write to ada@example.com", true],
    ["example", "write to ada@example.com", true],
    ["@ada", "write to ada@example.com", true],
    ["snake_case", "a snake_case name", true],
    ["case", "a snake_case name", true],
    ["well-known", "a well known thing", true],
    ["known", "a well-known thing", true],
    ["don't", "I don’t know", true],
    ["dont", "I don't know", false],
    ["don", "I don't know", true],
    ["it's", "its", false],
    ["c++", "C++ and C#", true],
    ["c#", "C++ and C#", true],
    ["/usr/bin", "in /usr/bin/env", true],
    ["https://example.com/a?b=c", "https://example.com/a?b=c#d", true],
    ["-1", "minus 1", true],
    ["1e3", "1e3", true],
    ["½", "½ cup", true],
    ["x²", "x² + y²", true],
    ["٣", "٣ مرات", true],
    // Other scripts.
    ["東京", "東京都は日本", true],
    ["京都", "東京都は日本", false],
    ["日本", "東京、日本。", true],
    ["한국", "한국어 문서", true],
    ["がく", "がくせい", true],
    ["かく", "がくせい", false],
    ["हिन्दी", "हिन्दी में", true],
    ["שלום", "שלום עולם", true],
    ["مرحبا", "مرحبا بالعالم", true],
    ["ภาษา", "ภาษาไทย", true],
    ["𐐨𐐩", "𐐀𐐁", true],
    // Emoji part words.
    ["ship", "🚀ship🚀it", true],
    ["it", "🚀ship🚀it", true],
    ["🚀ship", "ship", true],
    ["🚀", "🚀ship🚀it", false],
    ["a👩‍🚀b", "a b", true],
    // What is found in two columns is found as well; a phrase stands in one of them.
  ])("%j looks in %j: %s", async (typed, stored, isFound) => {
    await write([{ title: stored }, { title: "unrelated words" }, { title: stored, on: otherShelfId }]);
    await write([{ body: stored }]);

    expect(await found(typed)).toEqual(isFound ? [stored, stored] : []);
  });
});

test.each([
  ["*", "lift*", 'li"ft', '"', '"""', "'", "lift'--", "(lift", "lift)", "{title}:lift", "c0:lift", "scope : lift"],
  [
    "lift AND",
    "AND lift",
    "NOT lift",
    "lift OR",
    "NEAR(lift off)",
    "lift NEAR/2 off",
    "^lift",
    "-lift",
    "+lift",
    "lift:*",
  ],
  [
    "lift & off",
    "lift | off",
    "!lift",
    "lift <-> off",
    "lift:A",
    "\\",
    "\\'",
    "%",
    "_",
    "lift%",
    "$1",

    "/lift",
    ".lift",
  ],
  ["\0", "li\0ft", "\ud800", "lift\udfff", "\ue000lift", "\u0301", "lift \u0301 off", "\u202elift", "a\n\nb", "\t", ""],
  [
    "!?…—«»",
    "🚀",
    "lift ".repeat(2_000),
    "x".repeat(10_000),
    '"'.repeat(10_000),
    "(".repeat(10_000),
    "é".repeat(10_000),
  ],
  ['" "'.repeat(500), '"lift off" '.repeat(900), "\u{10ffff}", "\ufffe\uffff", "ﷺ".repeat(500)],
])("no syntax is an error (%#)", async (...typed) => {
  await write([{ title: "Lift off" }]);

  for (const one of typed) expect(["", "Lift off"]).toContain((await found(one)).join());
  for (const one of typed) expect(["", "Lift off"]).toContain((await found(one, { heading: true })).join());
});
