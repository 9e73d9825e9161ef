import { explain, type Plan, type Read } from "@plinth/database";
import { getTableName } from "drizzle-orm/table";
import { z } from "zod";
import type { Choice } from "./choose.ts";
import type { Definition } from "./definition.ts";
import { problemOf, shownAs, toColumn, toPosition } from "./fields.ts";
import { type Advice, advice, ruleFields } from "./index-advice.ts";
import { listStatement } from "./list-rows.ts";
import type { OperatorName } from "./operators.ts";
import { partsOf, type SortKey } from "./order.ts";
import { unprepared } from "./statements.ts";

/**
 * What a resource lets callers ask for that no index of its tables can answer, one sentence each, with the index to add: a sort or a
 * related list that would read a whole table, or sort all that is in the list. For a test of the feature.
 *
 * @param db - the `read` of a database that has the tables; they may be empty.
 * @example expect(await explainGaps(database.read, notesResource)).toEqual([]);
 */
export async function explainGaps(db: Read, { definition }: { definition: Definition }): Promise<string[]> {
  const gaps: string[] = [];
  for (const [sort, keys] of definition.sorts) {
    gaps.push(...(await listGaps(db, definition, { sort, keys, within: definition.within })));
  }
  for (const [name, relation] of Object.entries(definition.include)) {
    if (relation.kind !== "many") continue;
    const target = relation.target().definition;
    const [usual = ""] = target.sorts.keys();
    const sort = relation.sort ?? usual;
    const within = Object.keys(target.columns).find((key) => target.columns[key] === relation.column);
    const asked = { sort, keys: target.sorts.get(sort) ?? [], within };
    const gap = await orderGap(db, { ...target, within }, asked);
    if (gap) gaps.push(`${definition.name}: include "${name}" reads ${gap}`);
  }
  return gaps;
}

interface Asked {
  sort: string;
  keys: readonly SortKey[];
  within: string | undefined;
}

async function listGaps(db: Read, definition: Definition, asked: Asked): Promise<string[]> {
  const list = `${definition.name}: list by "${asked.sort}"`;
  const gap = await orderGap(db, definition, asked);
  if (gap) return [`${list} reads ${gap}`];
  // Within a part of the table that an index gives in order, a filter only leaves rows out.
  if (asked.within !== undefined) return [];
  const found: string[] = [];
  for (const [field, names] of Object.entries(definition.filter)) {
    for (const name of names) {
      const where = { [field]: { [name]: sampleOperand(definition, field, name) } };
      const gap = await planGap(db, definition, asked, { where }, { after: [field] });
      if (gap) found.push(`${list} where "${field}" ${name} reads ${gap}`);
    }
  }
  return found;
}

function orderGap(db: Read, definition: Definition, asked: Asked): Promise<string | undefined> {
  const { within } = asked;
  const choice: Choice = within === undefined ? {} : { [within]: sample(definition, within) };
  return planGap(db, definition, asked, choice, { after: within === undefined ? [] : [within] });
}

async function planGap(
  db: Read,
  definition: Definition,
  { keys }: Asked,
  query: Choice,
  { after }: Pick<Advice, "after">,
): Promise<string | undefined> {
  for (const part of partsOf(keys)) {
    const place = keys.map(({ field }, at) => {
      return at === 0 && part === "nulls" ? null : toPosition(toColumn(definition, field, sample(definition, field)));
    });
    for (const from of [undefined, place]) {
      const person = sample(definition, "id");
      const { pieces, build } = listStatement(
        definition,
        { userId: String(person) },
        {
          query,
          keys,
          part,
          place: from,
          limit: 51,
        },
      );
      const problem = problemWith(await explain(db, unprepared(db, pieces, build)), db, definition, query);
      if (problem) return `${problem}. ${advice(db, definition, { after, keys })}`;
    }
  }
  return undefined;
}

function problemWith({ reads, sorted }: Plan, db: Read, definition: Definition, query: Choice): string | undefined {
  const name = getTableName(definition.table);
  const [read] = reads.filter(({ table }) => table === name);
  const everything = definition.within === undefined && !query.where && ruleFields(db, definition)?.length === 0;
  if (read?.how === "scan" || (read?.how === "walk" && !everything)) return `all of "${name}"`;
  return sorted.includes(name) ? `and sorts all that it may show of "${name}"` : undefined;
}

function sampleOperand(definition: Definition, field: string, name: OperatorName): unknown {
  if (name === "isNull") return true;
  if (name === "contains" || name === "startsWith") return "a";
  const value = sample(definition, field);
  return name === "in" ? [value] : name === "between" ? [value, value] : value;
}

/** A value that the column takes. Which one does not matter. */
function sample(definition: Definition, field: string): unknown {
  const shown = shownAs(definition, field);
  if (shown instanceof z.ZodEnum) return shown.options[0];
  const column = definition.columns[field];
  const values = ["00000000-0000-7000-8000-000000000000", new Date(0).toISOString(), 1, true, "1"];
  return values.find((value) => column && problemOf(column, toColumn(definition, field, value)) === undefined);
}
