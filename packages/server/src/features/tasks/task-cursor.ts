import { createHash } from "node:crypto";
import { badRequest } from "@plinth/kernel";
import { z } from "zod";
import type { TaskSort } from "./task-order.ts";

/** The last task of a page, as its list orders it. */
export interface TaskPlace {
  key: Date | string;
  id: string;
}

const moment = z.int().min(-8.64e15).max(8.64e15);
const Content = z.union([
  z.tuple([z.enum(["created", "updated"]), moment, z.uuid(), z.string()]),
  z.tuple([z.literal("manual"), z.string(), z.uuid(), z.string()]),
]);

/** The cursor of the page that begins behind this place: base64url of JSON, with a checksum that ties it to its list. */
export function writeCursor(projectId: string, sort: TaskSort, { key, id }: TaskPlace): string {
  const place = [sort, key instanceof Date ? key.getTime() : key, id];
  const checksum = createHash("sha256")
    .update(JSON.stringify([projectId, place]))
    .digest("base64url")
    .slice(0, 16);
  return Buffer.from(JSON.stringify([...place, checksum])).toString("base64url");
}

/** @throws Failure BAD_REQUEST when the cursor was altered, or comes from another project's list or another sort */
export function readCursor(projectId: string, sort: TaskSort, cursor: string): TaskPlace {
  const content = Content.safeParse(parsed(cursor));
  if (!content.success) throw foreign();
  const [, value, id] = content.data;
  const place = { key: typeof value === "number" ? new Date(value) : value, id };
  // Written again it must be the same to the letter.
  if (writeCursor(projectId, sort, place) !== cursor) throw foreign();
  return place;
}

const foreign = () => badRequest("The cursor does not belong to this list. Start again without one.");

function parsed(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, "base64url").toString());
  } catch {
    return undefined;
  }
}
