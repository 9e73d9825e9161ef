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
 * @param fitting - the position as this list has them, or nothing when it is none; what does not fit was altered too.
 * @throws Failure BAD_REQUEST when it was altered or comes from another list.
 */
export function positionAt<P>(list: string, cursor: string, fitting: (position: Position) => P | undefined): P {
  const content = parsed(cursor);
  const position = Array.isArray(content) ? content.slice(0, -1) : [];
  // Written again it must be the same to the letter.
  const isWhole = position.every(isScalar) && cursorOf(list, position) === cursor;
  const found = isWhole ? fitting(position) : undefined;
  if (found === undefined) throw badRequest("The cursor does not belong to this list. Start again without one.");
  return found;
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
