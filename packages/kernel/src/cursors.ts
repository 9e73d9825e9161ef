import { createHash } from "node:crypto";
import { badRequest } from "./failure.ts";

/** What a cursor can hold: the values that place a row in its list. Moments are milliseconds. */
export type Position = readonly (string | number | boolean | null)[];

/**
 * Where a page of a list ended, as opaque text for the next call, with a checksum that ties it to its list. Positions are facts of the
 * last row, never rights: a forged cursor could only move a reader within what they may see anyway.
 *
 * @param list - says which list it is; everything that decides what is in it, and in which order.
 * @example cursorOf(`comments of ${taskId}`, [comment.createdAt.getTime(), comment.id])
 */
export function cursorOf(list: string, position: Position): string {
  const checksum = createHash("sha256")
    .update(JSON.stringify([list, position]))
    .digest("base64url")
    .slice(0, 16);
  return Buffer.from(JSON.stringify([...position, checksum])).toString("base64url");
}

/**
 * The position in a cursor.
 *
 * @param fits - whether it is a position of this list; what does not fit was altered too.
 * @throws Failure BAD_REQUEST when it was altered or comes from another list.
 */
export function positionAt(list: string, cursor: string, fits: (position: Position) => boolean): Position {
  const content = parsed(cursor);
  const position = Array.isArray(content) ? content.slice(0, -1) : [];
  // Written again it must be the same to the letter.
  if (!position.every(isScalar) || cursorOf(list, position) !== cursor || !fits(position)) {
    throw badRequest("The cursor does not belong to this list. Start again without one.");
  }
  return position;
}

function isScalar(value: unknown): value is Position[number] {
  return value === null || typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}

function parsed(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, "base64url").toString());
  } catch {
    return undefined;
  }
}
