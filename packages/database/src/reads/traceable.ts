import type { SQL } from "drizzle-orm";
import { analyse, rememberSelect } from "./analyse.ts";
import type { UnboundRead } from "./read-set.ts";
import type { SelectConfig } from "./select.ts";

/** The parts of drizzle's dialects that every statement passes. Its types keep the first to the dialect. */
interface Builder {
  buildSelectQuery(config: SelectConfig): SQL;
  sqlToQuery(statement: SQL, ...rest: unknown[]): object;
}

const statements = new WeakMap<object, SQL>();

/** Makes a dialect remember what each text that it writes was made of. */
export function traceable<D extends object>(dialect: D): D {
  // Safe because both dialects have these.
  const builder = dialect as unknown as Builder;
  const build = builder.buildSelectQuery.bind(dialect);
  const write = builder.sqlToQuery.bind(dialect);
  const traced: Builder = {
    buildSelectQuery: (config) => {
      const built = build(config);
      rememberSelect(built, config);
      return built;
    },
    sqlToQuery: (statement, ...rest) => {
      const query = write(statement, ...rest);
      statements.set(query, statement);
      return query;
    },
  };
  return Object.assign(dialect, traced);
}

/** What the statement behind a text reads. @throws UnknownReadsError */
export function readsOfQuery(query: object): UnboundRead[] {
  const statement = statements.get(query);
  if (!statement) throw new TypeError("a statement was not written by this package's dialect");
  return analyse(statement);
}
