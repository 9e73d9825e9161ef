import { cursorOf, positionAt } from "@plinth/kernel";
import { z } from "zod";
import type { TaskSort } from "./task-order.ts";

/** The last task of a page, as its list orders it. */
export interface TaskPlace {
  key: Date | string;
  id: string;
}

const moment = z.int().min(-8.64e15).max(8.64e15);
const Place = z.union([
  z.tuple([z.enum(["created", "updated"]), moment, z.uuid()]),
  z.tuple([z.literal("manual"), z.string(), z.uuid()]),
]);

/** The cursor of the page that begins behind this place. */
export function writeCursor(projectId: string, sort: TaskSort, { key, id }: TaskPlace): string {
  return cursorOf(projectId, [sort, key instanceof Date ? key.getTime() : key, id]);
}

/** @throws Failure BAD_REQUEST when the cursor was altered, or comes from another project's list or another sort */
export function readCursor(projectId: string, sort: TaskSort, cursor: string): TaskPlace {
  return positionAt(projectId, cursor, (position) => {
    const { data } = Place.safeParse(position);
    if (data?.[0] !== sort) return undefined;
    const [, key, id] = data;
    return { key: typeof key === "number" ? new Date(key) : key, id };
  });
}
