import { first, type Read } from "@plinth/database";
import { type JobContext, job, type MutationContext, RetryLater, type SystemActor, unruled } from "@plinth/kernel";
import { eq } from "drizzle-orm";
import { strToU8, Zip, ZipDeflate } from "fflate";
import { z } from "zod";
import { rowId } from "../../fields.ts";
import { sendMail } from "../../mail/send-mail.ts";
import { users } from "../accounts/table.ts";
import { exportMail } from "./export-mail.ts";
import { type DataPart, dataParts, rowsOf } from "./parts.ts";
import { type DataExport, dataExportParts, dataExports } from "./table.ts";

/** How long a piece is: some 350 kB as base64. */
export const PIECE_BYTES = 256 * 1_024;

const HOUR_MS = 3_600_000;
const VALID_DAYS = 7;
const toWrite = (tx: MutationContext<SystemActor>) => unruled(tx, "an export is put together for whoever asked for it");

/**
 * Puts everything about a person into a zip, a JSON file for each kind, and keeps it in pieces. Neither all the rows nor all the zip is ever in
 * memory. An attempt that was cut short leaves pieces that the next removes.
 */
export const makeExport = job(
  "makeDataExport",
  z.strictObject({ exportId: rowId }),
  async (ctx, { exportId }) => {
    const wanted = await first(ctx.db.select().from(dataExports).where(eq(dataExports.id, exportId)));
    if (!wanted || wanted.readyAt) return;
    await requireGoodStanding(ctx.db, wanted);
    await ctx.write((tx) => toWrite(tx).delete(dataExportParts).where(eq(dataExportParts.exportId, exportId)));
    const made = await writePieces(ctx, wanted);
    await ctx.finish(async (tx) => {
      await toWrite(tx)
        .update(dataExports)
        .set({ readyAt: ctx.now, ...made })
        .where(eq(dataExports.id, exportId));
      await sendMail(tx, exportMail, { to: { userId: wanted.userId }, props: { validDays: VALID_DAYS } });
    });
  },
  { timeoutMs: HOUR_MS, concurrency: 1 },
);

/** Nothing is done for somebody who is suspended, until they are restored. */
async function requireGoodStanding(db: Read, { userId }: DataExport): Promise<void> {
  const person = await first(db.select({ at: users.suspendedAt }).from(users).where(eq(users.id, userId)));
  if (person?.at) throw new RetryLater(HOUR_MS, "whoever asked for it is suspended");
}

async function writePieces(
  ctx: JobContext,
  { id: exportId, userId }: DataExport,
): Promise<{ parts: number; size: number }> {
  const made = { parts: 0, size: 0 };
  let waiting: Uint8Array[] = [];
  let length = 0;
  const zip = new Zip((error, chunk) => {
    if (error) throw error;
    waiting.push(chunk);
    length += chunk.length;
  });
  const flush = async (least: number) => {
    if (length < least) return;
    const all = Buffer.concat(waiting);
    waiting = [];
    length = 0;
    for (let from = 0; from < all.length; from += PIECE_BYTES) {
      const content = new Uint8Array(all.subarray(from, from + PIECE_BYTES));
      const number = made.parts + 1;
      await ctx.write((tx) => toWrite(tx).insert(dataExportParts).values({ exportId, number, content }));
      made.parts = number;
      made.size += content.length;
    }
  };
  addFile(zip, "README.txt")(readMe(ctx.now), true);
  for (const part of dataParts) {
    const push = addFile(zip, `${part.file}.json`);
    let before = "[";
    for await (const rows of rowsOf(ctx.db, part, userId)) {
      ctx.signal.throwIfAborted();
      push(rows.map((row) => `${row === rows[0] ? before : ","}\n${JSON.stringify(row)}`).join(""), false);
      before = ",";
      await flush(PIECE_BYTES);
    }
    push(before === "[" ? "[]\n" : "\n]\n", true);
  }
  zip.end();
  await flush(1);
  return made;
}

function addFile(zip: Zip, name: string): (text: string, isLast: boolean) => void {
  const file = new ZipDeflate(name, { level: 6 });
  zip.add(file);
  return (text, isLast) => file.push(strToU8(text), isLast);
}

function readMe(now: Date): string {
  const line = ({ file, holds }: DataPart) => `${`${file}.json`.padEnd(32)}${holds}`;
  return `Everything about you, as of ${now.toISOString()}.\n\n${dataParts.map(line).join("\n")}\n`;
}
