import { first } from "@plinth/database";
import { notFound, type QueryContext, type UserActor } from "@plinth/kernel";
import { and, eq, gt, isNotNull } from "drizzle-orm";
import type { z } from "zod";
import type { PartWanted } from "./inputs.ts";
import { exportRules } from "./rules.ts";
import { dataExportParts, dataExports } from "./table.ts";

/** A piece of an export of the caller's own. @throws Failure NOT_FOUND, for anybody else's and for one that is over too */
export async function fetchPart(
  { db, actor, now }: QueryContext<UserActor>,
  { exportId, part }: z.output<typeof PartWanted>,
): Promise<{ content: string }> {
  const isOpen = and(isNotNull(dataExports.readyAt), gt(dataExports.expiresAt, now));
  const isWanted = and(eq(dataExportParts.exportId, exportId), eq(dataExportParts.number, part));
  const piece = await first(
    db
      .select({ content: dataExportParts.content })
      .from(dataExportParts)
      .innerJoin(dataExports, eq(dataExports.id, dataExportParts.exportId))
      .where(and(isWanted, isOpen, exportRules.visible(db, actor))),
  );
  if (!piece) throw notFound("export");
  return { content: Buffer.from(piece.content).toString("base64") };
}
