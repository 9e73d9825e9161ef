import { ascending, type Database, type Read, type Write } from "@plinth/database";
import { DamagedSealError, isSealedAnew, jobs, newestSeal, SealError, seal, unseal } from "@plinth/kernel";
import { and, eq, gt, inArray, isNotNull, ne, type SQL, sql } from "drizzle-orm";
import { mailJob } from "../mail/send-mail.ts";
import { type SealedColumn, sealedColumns } from "./sealed-columns.ts";

const AT_ONCE = 200;

/** What came of sealing anew. While anything is left, the older secrets are still needed. */
export interface LeftSealed {
  /** How many values were sealed anew. */
  resealed: number;
  /** By column, how many values could not be read, since their secret is not known here. */
  unreadable: Record<string, number>;
  /** By column, the ids of rows whose value was changed outside of the installation: no secret reads them. */
  damaged: Record<string, string[]>;
  /** Mails that wait under an older secret. They are sent, or given up, within days. */
  waitingMails: number;
}

/**
 * Seals everything with the newest secret that an older one has sealed, a part at a time, each in a transaction of its own. Cut short, it is gone on
 * with the next time: what is sealed anew already is passed over.
 *
 * @example const left = await resealEverything(database.read, (work) => database.write(work));
 */
export async function resealEverything(read: Read, write: Database["write"]): Promise<LeftSealed> {
  const left: LeftSealed = { resealed: 0, unreadable: {}, damaged: {}, waitingMails: await waitingMails(read) };
  for (const column of sealedColumns) {
    let after: string | undefined;
    for (;;) {
      const part = await write((db) => resealSome(db, column, after), { name: "reseal" });
      left.resealed += part.resealed;
      if (part.unreadable > 0) left.unreadable[column.name] = (left.unreadable[column.name] ?? 0) + part.unreadable;
      if (part.damaged.length > 0) left.damaged[column.name] = [...(left.damaged[column.name] ?? []), ...part.damaged];
      if (part.last === undefined) break;
      after = part.last;
    }
  }
  return left;
}

interface Part {
  resealed: number;
  unreadable: number;
  damaged: string[];
  /** The last row that was looked at; nothing behind the last page. */
  last: string | undefined;
}

async function resealSome(db: Write, sealed: SealedColumn, after: string | undefined): Promise<Part> {
  const { table, id, column, key, kind, purpose } = sealed;
  const rows = await db
    .select({ id, value: column, kind: kind ?? sql<string>`''` })
    .from(table)
    .where(and(isNotNull(column), isOlder(column), after === undefined ? undefined : gt(id, after)))
    .orderBy(ascending(id))
    .limit(AT_ONCE);
  const part: Part = { resealed: 0, unreadable: 0, damaged: [], last: undefined };
  for (const row of rows) {
    const [value, forWhat] = [String(row.value), purpose(String(row.kind))];
    const anew = resealed(forWhat, value);
    if (anew === "unreadable") part.unreadable += 1;
    else if (anew === "damaged") part.damaged.push(String(row.id));
    else {
      // Not where it was changed meanwhile: whoever did has sealed it with the newest secret.
      await db
        .update(table)
        .set({ [key]: anew.sealed })
        .where(and(eq(id, row.id), eq(column, value)));
      part.resealed += 1;
    }
  }
  const last = rows.at(-1);
  return last && rows.length === AT_ONCE ? { ...part, last: String(last.id) } : part;
}

function isOlder(column: SealedColumn["column"]): SQL {
  const newest = newestSeal();
  return ne(sql`substr(${column}, 1, ${sql.raw(String(newest.length))})`, newest);
}

function resealed(purpose: string, value: string): { sealed: string } | "unreadable" | "damaged" {
  try {
    return { sealed: seal(purpose, unseal(purpose, value)) };
  } catch (error) {
    if (error instanceof DamagedSealError) return "damaged";
    if (error instanceof SealError) return "unreadable";
    throw error;
  }
}

async function waitingMails(read: Read): Promise<number> {
  const isOpen = and(eq(jobs.name, mailJob.name), inArray(jobs.state, ["waiting", "running", "parked"]));
  const rows = await read.select({ payload: jobs.payload }).from(jobs).where(isOpen);
  return rows.filter(({ payload }) => !isSealedAnew(String(Object(payload).sealed))).length;
}
