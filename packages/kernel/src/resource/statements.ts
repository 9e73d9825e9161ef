import { type ParameterKind, type Prepared, prepared, type Read, type RowQuery } from "@plinth/database";
import { is, type Placeholder, type SQL, type SQLWrapper, sql } from "drizzle-orm";
import { Column } from "drizzle-orm/column";

/** A row as a statement gives it, by the names of its columns. */
export type AnyRow = Record<string, unknown>;

/** A parameter inside a statement. */
export type Parameter = SQLWrapper | Placeholder | string | number;

/** A value of a statement, with what it stands for. */
export interface Bound {
  kind: ParameterKind;
  value: unknown;
}

/** One part of a statement, such as a condition. Pieces of the same shape differ in nothing but their values. */
export interface Piece {
  shape: string;
  bound: readonly Bound[];
  sql(db: Read, parameters: readonly Parameter[]): SQL | undefined;
}

/** Puts the SQL of pieces together. */
export type Build = (db: Read, pieces: (SQL | undefined)[]) => RowQuery<AnyRow> & SQLWrapper;

type Run = Prepared<Read, Record<string, unknown>, AnyRow>;

/** How many statements a resource keeps. A caller who combines filters at random must not fill the memory. */
const MOST = 100;

/** The statements of one resource: built and compiled once for each shape. */
export class Statements {
  readonly #kept = new Map<string, Run>();

  constructor(
    readonly name: string,
    readonly most = MOST,
  ) {}

  /** @param shape - what the statement is, beyond its pieces. */
  async all(db: Read, shape: string, pieces: readonly Piece[], build: Build): Promise<AnyRow[]> {
    const key = [shape, ...pieces.map((piece) => piece.shape)].join("\n");
    const run = this.#kept.get(key) ?? this.#prepare(key, pieces, build);
    if (!run) return unprepared(db, pieces, build);
    const values: Record<string, unknown> = {};
    let at = 0;
    for (const { bound } of pieces) for (const { value } of bound) values[`p${at++}`] = value;
    return run.all(db, values);
  }

  #prepare(key: string, pieces: readonly Piece[], build: Build): Run | undefined {
    if (this.#kept.size >= this.most) return undefined;
    const kinds = pieces.flatMap(({ bound }) => bound.map(({ kind }) => kind));
    const named = Object.fromEntries(kinds.map((kind, at) => [`p${at}`, kind]));
    const run = prepared(`${this.name} ${this.#kept.size + 1}`, named, (db, $) =>
      // Safe because there is a placeholder under the name of each kind.
      build(db, sqlOf(db, pieces, Object.values($) as Parameter[])),
    );
    this.#kept.set(key, run);
    return run;
  }
}

/** The statement with its values in it, for once. */
export function unprepared(db: Read, pieces: readonly Piece[], build: Build): RowQuery<AnyRow> & SQLWrapper {
  const values = pieces.flatMap(({ bound }) => bound.map(literal));
  return build(db, sqlOf(db, pieces, values));
}

function literal({ kind, value }: Bound): Parameter {
  // Safe because what does not stand for a column is text or a number.
  return is(kind, Column) ? sql`${sql.param(value, kind)}` : (value as string | number);
}

function sqlOf(db: Read, pieces: readonly Piece[], parameters: readonly Parameter[]): (SQL | undefined)[] {
  let at = 0;
  return pieces.map((piece) => {
    const from = at;
    at += piece.bound.length;
    return piece.sql(db, parameters.slice(from, at));
  });
}
