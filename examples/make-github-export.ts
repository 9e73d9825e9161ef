// Prints issues as GitHub's command line exports them, with everything that makes real exports odd. The same number gives the same file.
//
//   npx tsx examples/make-github-export.ts 500 > issues.json
//   npx pnpm plinth import github issues.json --project APO
import { once } from "node:events";
import { fileURLToPath } from "node:url";

const REPOSITORY = "https://github.com/lunar/lander";
const START = Date.UTC(2021, 0, 4, 9);
const HOUR = 3_600_000;

/** The text of an export with `count` issues, the newest first, in pieces. All of it is on one line, as `gh` prints it. */
export function* githubExport(count: number): Generator<string> {
  for (let number = count; number >= 1; number--) {
    yield `${number === count ? "[" : ","}${JSON.stringify(issue(number))}`;
  }
  yield count > 0 ? "]\n" : "[]\n";
}

function issue(number: number) {
  const random = randomFrom(number);
  const createdAt = START + number * 7 * HOUR;
  const comments = Array.from({ length: commentCount(number, random) }, (_, at) =>
    comment(number, at, { random, createdAt }),
  );
  const updatedAt = createdAt + (comments.length + 1) * HOUR;
  const closed = random() < 0.6;
  return {
    assignees: random() < 0.4 ? [pick(random, people)] : [],
    author: author(random),
    body: body(number, random),
    closedAt: closed ? moment(updatedAt) : null,
    comments,
    createdAt: moment(createdAt),
    labels: labels.filter(() => random() < 0.15),
    number,
    state: closed ? "CLOSED" : "OPEN",
    stateReason: closed ? pick(random, ["COMPLETED", "COMPLETED", "COMPLETED", "NOT_PLANNED", "DUPLICATE"]) : "",
    title: title(number, random),
    updatedAt: moment(updatedAt),
    url: `${REPOSITORY}/issues/${number}`,
  };
}

function comment(number: number, at: number, { random, createdAt }: { random: Random; createdAt: number }) {
  const minimized = random() < 0.02;
  return {
    id: `IC_kwDO${(number * 1_000 + at).toString(36).padStart(12, "A")}`,
    author: random() < 0.04 ? { login: "" } : { login: author(random)?.login ?? "ghost" },
    authorAssociation: pick(random, ["NONE", "CONTRIBUTOR", "MEMBER"]),
    body: random() < 0.005 ? long(random, 60_000) : paragraphs(random, 1 + Math.floor(random() * 3)),
    createdAt: moment(createdAt + (at + 1) * HOUR),
    includesCreatedEdit: random() < 0.1,
    isMinimized: minimized,
    minimizedReason: minimized ? "off-topic" : "",
    reactionGroups:
      random() < 0.3 ? [{ content: "THUMBS_UP", users: { totalCount: 1 + Math.floor(random() * 9) } }] : [],
    url: `${REPOSITORY}/issues/${number}#issuecomment-${number * 1_000 + at}`,
    viewerDidAuthor: false,
  };
}

const people = [
  { id: "MDQ6VXNlcjE=", login: "ada-l", name: "Ada Lovelace" },
  { id: "MDQ6VXNlcjI=", login: "mhamilton", name: "Margaret Hamilton" },
  { id: "MDQ6VXNlcjM=", login: "katherinej", name: "" },
  { id: "U_kgDOBqWx4A", login: "josé-ñ", name: "José Ñúñez" },
];

const labels = [
  { id: "LA_1", name: "bug", description: "Something isn't working", color: "d73a4a" },
  { id: "LA_2", name: "documentation", description: "", color: "0075ca" },
  { id: "LA_3", name: "enhancement", description: "New feature or request", color: "a2eeef" },
  { id: "LA_4", name: "good first issue", description: "", color: "7057ff" },
  { id: "LA_5", name: "wontfix", description: null, color: "ffffff" },
  { id: "LA_6", name: "🚀 launch / blocker", description: "", color: "fbca04" },
];

/** A person, a bot, or what is left of a deleted account. */
function author(random: Random) {
  const kind = random();
  if (kind < 0.02) return null;
  if (kind < 0.04) return { id: "", is_bot: false, login: "ghost", name: "" };
  if (kind < 0.08) return { is_bot: true, login: "app/dependabot" };
  return { ...pick(random, people), is_bot: false };
}

const subjects = [
  "The landing radar",
  "Fuel gauge",
  "Abort switch",
  "Guidance `P63`",
  "Telemetry 📡",
  "Le module d'ascension",
  "着陸脚",
];
const verbs = ["reports", "ignores", "overflows on", "waits for", "forgets", "should support", "crashes after"];
const objects = [
  "alarm 1202",
  '"quoted" names',
  "a second descent",
  "the 8 s window",
  "C:\\temp\\orbit",
  "<script> tags",
  "négative altitudes",
];

function title(number: number, random: Random): string {
  const usual = `${pick(random, subjects)} ${pick(random, verbs)} ${pick(random, objects)}`;
  return number % 89 === 0 ? `${usual}: ${"why ".repeat(80)}`.slice(0, 256) : usual;
}

function body(number: number, random: Random): string | null {
  if (number % 13 === 0) return null;
  if (number % 17 === 0) return "";
  if (number % 97 === 0) return long(random, 60_000);
  return paragraphs(random, 1 + Math.floor(random() * 6));
}

const blocks = [
  "After the update this happens every time, on all three machines. See https://example.com/log?a=1&b=2.",
  '```ts\nconst altitude = radar.read() ?? 0; // never null?\nif (altitude < 0) abort("C:\\\\orbit");\n```',
  "- [x] reproduce\n- [ ] bisect\n- [ ] fix",
  "| step | expected | actual |\n| --- | --- | --- |\n| 1 | 50,000 ft | NaN |",
  "cc @mhamilton @ada-l, related to #12 and lunar/orbiter#3.",
  "> It works on my lander 🙃\n\nIt does not on mine 😢. 👩‍🚀👨‍👩‍👧‍👦 🏳️‍🌈 é é",
  "<details><summary>Trace</summary>\n\n    at descend (lm.c:1202)\n    at main (lm.c:7)\n\n</details>",
  "Вот журнал. 日志如下。 \u202eright to left\u202c \u2028 done\tend.",
];

/** What people type into the web page has CRLF, what programs send has LF. */
function paragraphs(random: Random, count: number): string {
  const newline = random() < 0.5 ? "\r\n" : "\n";
  const text = Array.from({ length: count }, () => pick(random, blocks)).join("\n\n");
  return text.replaceAll("\n", newline);
}

function long(random: Random, length: number): string {
  let text = "";
  while (text.length < length) text += `${paragraphs(random, 4)}\r\n`;
  return text.slice(0, length).toWellFormed();
}

function commentCount(number: number, random: Random): number {
  return number % 101 === 0 ? 120 : Math.floor(random() ** 2 * 10);
}

type Random = () => number;

const pick = <T>(random: Random, items: readonly T[]): T => items[Math.floor(random() * items.length)] as T;

const moment = (ms: number) => `${new Date(ms).toISOString().slice(0, 19)}Z`;

/** Mulberry32, by Tommy Ettinger (public domain): numbers from 0 to 1 that follow from a seed. */
function randomFrom(seed: number): Random {
  let state = Math.imul(seed, 0x9e3779b1);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const count = Number(process.argv[2] ?? 500);
  if (!Number.isSafeInteger(count) || count < 0) throw new TypeError("say how many issues: make-github-export.ts 500");
  for (const text of githubExport(count)) {
    if (!process.stdout.write(text)) await once(process.stdout, "drain");
  }
}
