import type { AnyColumn, Read } from "@plinth/database";
import { aliasedTableColumn, and, eq, isNull, type SQL, type SQLWrapper, sql } from "drizzle-orm";

/** Who looks: an actor as they are, or the parameters that stand for their ids in a statement. */
export interface Onlooker {
  userId: string | SQLWrapper;
  /** The only tenant they see; left out for whoever is limited to none. */
  tenantId?: string | SQLWrapper | undefined;
}

/** Which rows of a table somebody may see, said twice because SQL asks in two ways. The two never differ. */
export interface Sight<Standing extends string> {
  /** The condition on the rows of a list, a count, a search, an include. */
  visible(db: Read, onlooker: Onlooker): SQL;
  /** What they are to one row, as a value inside a query of the table; NULL when they may not see it. */
  standing(onlooker: Onlooker): SQL<Standing | null>;
}

/** Rows that belong to one person, who alone sees them. They are in no tenant, so whoever is limited to one sees none. */
export function own(owner: AnyColumn): Sight<"self"> {
  const theirs = ({ userId, tenantId }: Onlooker) => (tenantId === undefined ? eq(owner, userId) : sql`1 = 0`);
  return {
    visible: (_, onlooker) => theirs(onlooker),
    standing: (onlooker) => asValue(sql`case when ${theirs(onlooker)} then 'self' end`),
  };
}

/**
 * Rows that a person sees because another table grants it: the members of a workspace see what is in it. The key is what limits are about: of
 * somebody's grants only that for their tenant counts.
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
  const theirs = ({ userId, tenantId }: Onlooker, of = (column: AnyColumn) => column) =>
    and(
      eq(of(grantee), userId),
      heldSince && isNull(of(heldSince)),
      tenantId === undefined ? undefined : eq(of(key), tenantId),
    );
  return {
    // Not correlated, so that a list asks for the person's grants once and not for each row.
    visible: (_, onlooker) => sql`${row} in (select ${key} from ${key.table} where ${theirs(onlooker)})`,
    standing: (onlooker) => {
      // Under another name, because the rows may be of the very table that grants.
      const granting = (column: AnyColumn) => aliasedTableColumn(column, "granting");
      const thisOne = and(eq(granting(key), row), theirs(onlooker, granting));
      return asValue(
        sql`(select ${granting(standing)} from ${key.table} as ${sql.identifier("granting")} where ${thisOne})`,
      );
    },
  };
}

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
    visible: (db, onlooker) => sql`${row} in (select ${key} from ${key.table} where ${sight.visible(db, onlooker)})`,
    standing: (onlooker) => asValue(sql`(select ${sight.standing(onlooker)} from ${key.table} where ${eq(key, row)})`),
  };
}

// Wrapped once more, because drizzle takes the table's name off the columns of a lone table, but not deeper inside.
const asValue = <Value>(value: SQL) => sql<Value | null>`${value}`;
