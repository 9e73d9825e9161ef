import type { AnyColumn } from "@plinth/database";
import type { Definition } from "./definition.ts";
import type { ResourceTypes } from "./types.ts";

/** A resource as a relation knows it. */
export interface Target<R extends ResourceTypes> {
  /** Only for the compiler. */
  readonly types: R;
  readonly definition: Definition;
}

interface Related<R extends ResourceTypes> {
  target(): Target<R>;
  /** Only for the compiler. */
  readonly types: R;
}

/** A row that a column refers to. */
export interface ToOne<R extends ResourceTypes> extends Related<R> {
  readonly kind: "one";
  readonly column: AnyColumn;
}

/** The rows that refer to a row. */
export interface ToMany<R extends ResourceTypes> extends Related<R> {
  readonly kind: "many";
  readonly column: AnyColumn;
  readonly limit: number;
  readonly sort: string | undefined;
}

// biome-ignore lint/suspicious/noExplicitAny: a relation to whatever resource; each is known exactly where it is declared.
export type Relations = Record<string, ToOne<any> | ToMany<any>>;

/**
 * The row that a column refers to; `null` when there is none, or the actor may not see it.
 *
 * @example include: { author: toOne(() => usersResource, notes.authorId) }
 */
export function toOne<R extends ResourceTypes>(target: () => Target<R>, column: AnyColumn): ToOne<R> {
  return related({ kind: "one", target, column });
}

/** How many related rows come with each row, unless the relation says otherwise. */
const USUAL_LIMIT = 50;
const HIGHEST_LIMIT = 200;

/**
 * The rows whose column refers to this row, the first few in the target's order.
 *
 * @param options.limit - how many come with each row: 1 to 200, 50 when left out.
 * @param options.sort - the name of one of the target's sorts; its first when left out.
 * @example include: { comments: toMany(() => commentsResource, comments.noteId, { limit: 10, sort: "oldest" }) }
 */
export function toMany<R extends ResourceTypes>(
  target: () => Target<R>,
  column: AnyColumn,
  { limit = USUAL_LIMIT, sort }: { limit?: number; sort?: R["sort"] } = {},
): ToMany<R> {
  if (!Number.isInteger(limit) || limit < 1 || limit > HIGHEST_LIMIT) {
    throw new Error(`a relation brings 1 to ${HIGHEST_LIMIT} rows along, not ${limit}`);
  }
  return related({ kind: "many", target, column, limit, sort });
}

// Safe because `types` exists for the compiler alone.
const related = <Relation>(given: Omit<Relation, "types">) => given as Relation;
