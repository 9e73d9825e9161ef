import type { AnyColumn, Read } from "@plinth/database";
import { aliasedTableColumn, and, eq, isNull, type SQL, type SQLWrapper, sql } from "drizzle-orm";

/** A person's id, or the parameter that stands for it. */
export type Person = string | SQLWrapper;

/** Which rows of a table a person may see, said twice because SQL asks in two ways. The two never differ. */
export interface Sight<Standing extends string> {
  /** The condition on the rows of a list, a count, a search, an include. */
  visible(db: Read, person: Person): SQL;
  /** What the person is to one row, as a value inside a query of the table; NULL when they may not see it. */
  standing(person: Person): SQL<Standing | null>;
}

/** Rows that belong to one person, who alone sees them. */
export function own(owner: AnyColumn): Sight<"self"> {
  return {
    visible: (_, person) => eq(owner, person),
    standing: (person) => asValue(sql`case when ${eq(owner, person)} then 'self' end`),
  };
}

/**
 * Rows that a person sees because another table grants it: the members of a workspace see what is in it.
 *
 * @example granted({ row: tasks.workspaceId, key: members.workspaceId, person: members.userId, standing: members.role })
 */
export function granted<Standing extends string>(grant: {
  /** The column that says what a row belongs to. */
  row: AnyColumn;
  /** The same, in the table that grants. */
  key: AnyColumn;
  person: AnyColumn;
  /** What the grant makes the person there. */
  standing: AnyColumn & { _: { data: Standing } };
  /** Since when the grant gives nothing, until something is done about it; NULL while it counts. */
  heldSince?: AnyColumn;
}): Sight<Standing> {
  const { row, key, person: grantee, standing, heldSince } = grant;
  return {
    // Not correlated, so that a list asks for the person's grants once and not for each row.
    visible: (_, person) =>
      sql`${row} in (select ${key} from ${key.table} where ${and(eq(grantee, person), isCounting(heldSince))})`,
    standing: (person) => {
      // Under another name, because the rows may be of the very table that grants.
      const granting = (column: AnyColumn) => aliasedTableColumn(column, "granting");
      const theirs = and(
        eq(granting(key), row),
        eq(granting(grantee), person),
        isCounting(heldSince && granting(heldSince)),
      );
      return asValue(
        sql`(select ${granting(standing)} from ${key.table} as ${sql.identifier("granting")} where ${theirs})`,
      );
    },
  };
}

const isCounting = (heldSince: AnyColumn | undefined) => heldSince && isNull(heldSince);

/**
 * Rows that are seen by whoever sees the row they belong to: what is in a project by those who see the project.
 *
 * @example through({ row: labels.projectId, key: projects.id, sight: projectRules })
 */
export function through<Standing extends string>(parent: {
  /** The column that says what a row belongs to. */
  row: AnyColumn;
  /** The same, in the table it belongs to. */
  key: AnyColumn;
  sight: Sight<Standing>;
}): Sight<Standing> {
  const { row, key, sight } = parent;
  return {
    visible: (db, person) => sql`${row} in (select ${key} from ${key.table} where ${sight.visible(db, person)})`,
    standing: (person) => asValue(sql`(select ${sight.standing(person)} from ${key.table} where ${eq(key, row)})`),
  };
}

// Wrapped once more, because drizzle takes the table's name off the columns of a lone table, but not deeper inside.
const asValue = <Value>(value: SQL) => sql<Value | null>`${value}`;
