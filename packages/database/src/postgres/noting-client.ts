import type pg from "pg";

/**
 * A connection, inside a transaction, that notes which tables are written to. There is one for each connection of the pool, so that what is
 * prepared on it stays prepared.
 */
export class NotingClient {
  /** What was written to since the transaction began, and sometimes more. */
  written = new Set<string>();

  constructor(readonly client: pg.PoolClient) {}

  readonly query = (...args: unknown[]): Promise<unknown> => {
    const [query] = args;
    for (const table of tablesWrittenBy(
      typeof query === "string" ? query : String(Reflect.get(Object(query), "text")),
    )) {
      this.written.add(table);
    }
    return Reflect.apply(this.client.query, this.client, args);
  };
}

const notingClients = new WeakMap<pg.PoolClient, NotingClient>();

export function notingClient(client: pg.PoolClient): NotingClient {
  let noting = notingClients.get(client);
  if (!noting) {
    noting = new NotingClient(client);
    notingClients.set(client, noting);
  }
  return noting;
}

const MOST_KNOWN = 2_000;
const known = new Map<string, readonly string[]>();
const writes =
  /\b(?:insert\s+into|update(?:\s+only)?|delete\s+from(?:\s+only)?|merge\s+into|truncate(?:\s+table)?)\s+"?(\w+)/gi;

/** The tables that a statement names where it writes. What follows such words elsewhere is taken for one too, which does no harm. */
export function tablesWrittenBy(text: string): readonly string[] {
  let tables = known.get(text);
  if (!tables) {
    if (known.size >= MOST_KNOWN) known.clear();
    tables = [...text.matchAll(writes)].map(([, table = ""]) => table);
    known.set(text, tables);
  }
  return tables;
}
