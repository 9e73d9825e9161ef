import { fileURLToPath } from "node:url";
import { type Command, Option } from "commander";
import { repeated } from "../options.ts";
import { type GlobalOptions, show } from "../output.ts";
import { ask } from "../prompt.ts";
import { existingNames } from "../scaffold/existing-names.ts";
import { type Feature, type Owner, owners, type Preset, presets, searched } from "../scaffold/feature.ts";
import { nextSteps } from "../scaffold/next-steps.ts";
import { planFeature } from "../scaffold/plan-feature.ts";
import { readFields } from "../scaffold/read-field.ts";
import { readNoun } from "../scaffold/read-noun.ts";
import { writeFeature } from "../scaffold/write-feature.ts";
import { usage } from "../stop.ts";

const ROOT = fileURLToPath(new URL("../../../..", import.meta.url));

interface Options extends GlobalOptions {
  field?: string[];
  in?: Owner;
  rules?: Preset;
  plural?: string;
  search?: boolean;
  dryRun?: boolean;
}

const NOTES = `
Fields:
  title:text                  one line, up to 200 characters
  done:flag                   yes or no
  size:integer                a whole number
  due:moment?                 a point in time; ? is for what may be empty, in any type
  status:oneOf(open,closed)   one of these words, the first if nothing is said

Rules:
  members   members write, viewers read
  admins    admins write, everyone in the workspace reads
  own       each person has their own, which nobody else sees

Nothing that is there is overwritten, and when a step fails everything is put back as it was. On a terminal, what is left out is asked for.

Examples:
  $ plinth new feature note --in projects --field title:text --field done:flag --field due:moment?
  $ plinth new feature bookmark --in workspaces --rules own --field title:text --search --dry-run`;

export function newFeatureCommand(parent: Command): void {
  parent
    .command("feature")
    .description("write a feature: its table, rules, procedures, tests and migrations, in this repository")
    .argument("[noun]", "what one of them is called, such as note")
    .option("--field <name:type>", "a field; may be given several times", repeated)
    .addOption(new Option("--in <table>", "what they belong to").choices(owners))
    .addOption(new Option("--rules <preset>", "who may do what (default: members)").choices(presets))
    .option("--plural <word>", "what several are called, where that is not regular")
    .option("--search", "let lists be searched by their text")
    .option("--dry-run", "print what would be written")
    .addHelpText("after", NOTES)
    .action(async (given: string | undefined, _: unknown, command: Command) => {
      const options = command.optsWithGlobals<Options>();
      const feature = await readFeature(given, options);
      const planned = planFeature(ROOT, feature);
      if (options.dryRun) {
        const text = planned.map(
          ({ path, text, before }) =>
            `--- ${before === undefined ? "new" : "changed"}: ${path}\n${before === undefined ? text : addedLines(before, text)}`,
        );
        show(
          command,
          planned.map(({ path, text }) => ({ path, text })),
          text.join("\n"),
        );
        return;
      }
      const written = await writeFeature(ROOT, feature, planned);
      show(command, written, nextSteps(feature, written));
    });
}

async function readFeature(given: string | undefined, options: Options): Promise<Feature> {
  const { search = false } = options;
  const { noun, plural } = readNoun(given ?? (await answer("noun", "note")), options.plural, existingNames(ROOT));
  const owner = options.in ?? (await choose("--in", owners));
  const fields = readFields(
    noun,
    options.field ?? (await answer("--field", "title:text done:flag")).split(/\s+/).filter(Boolean),
  );
  const preset = options.rules ?? (process.stdin.isTTY ? await choose("--rules", presets) : "members");
  const feature = { noun, plural, owner, fields, preset, search };
  if (search && searched(feature).length === 0)
    throw usage("A search looks in text, and there is no field of it.", "Add one, such as --field title:text.");
  return feature;
}

function answer(what: string, example: string): Promise<string> {
  return ask(`${what} (such as ${example})`);
}

async function choose<const Choices extends readonly string[]>(
  what: string,
  choices: Choices,
): Promise<Choices[number]> {
  const given = (await ask(`${what} (${choices.join(", ")})`)).trim();
  const chosen = choices.find((choice) => choice === given);
  if (!chosen) throw usage(`"${given}" is none of: ${choices.join(", ")}.`);
  return chosen;
}

function addedLines(before: string, after: string): string {
  const known = new Set(before.split("\n"));
  return after
    .split("\n")
    .filter((line) => !known.has(line))
    .map((line) => `+ ${line}\n`)
    .join("");
}
