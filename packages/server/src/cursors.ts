import { createHash } from "node:crypto";
import { badRequest } from "@plinth/kernel";
import type { z } from "zod";

/**
 * Where a page of a list ended, as opaque text for the next call, with a checksum that ties it to its list. Positions are facts of the
 * last row, never rights: a forged cursor could only move a reader within what they may see anyway.
 *
 * @example cursorOf(`comments of ${taskId}`, [comment.createdAt.getTime(), comment.id])
 */
export function cursorOf(list: string, position: readonly (string | number)[]): string {
  const checksum = createHash("sha256")
    .update(JSON.stringify([list, position]))
    .digest("base64url")
    .slice(0, 16);
  return Buffer.from(JSON.stringify([...position, checksum])).toString("base64url");
}

/**
 * The position in a cursor.
 *
 * @throws Failure BAD_REQUEST when it was altered or comes from another list.
 */
export function positionAt<S extends z.ZodType<(string | number)[]>>(
  list: string,
  schema: S,
  cursor: string,
): z.output<S> {
  const content = parsed(cursor);
  const position = schema.safeParse(Array.isArray(content) ? content.slice(0, -1) : undefined);
  // Written again it must be the same to the letter.
  if (!position.success || cursorOf(list, position.data) !== cursor)
    throw badRequest("The cursor does not belong to this list. Start again without one.");
  return position.data;
}

function parsed(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, "base64url").toString());
  } catch {
    return undefined;
  }
}
