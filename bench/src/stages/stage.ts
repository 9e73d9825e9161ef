import type { Size } from "../dataset/sample.ts";

export type Engine = "sqlite" | "postgres";

/** Where the subjects of one engine find their data: one filled database, and copies of it. */
export interface Stage {
  engine: Engine;
  size: Size;
  /** For the report. */
  version: string;
  /** A copy that one server has to itself: the path of a file, or a URL. */
  copy(name: string): Promise<string>;
  drop(database: string): Promise<void>;
  /** What a statement returns from a copy. */
  rows(database: string, sql: string): Promise<object[]>;
  /** Processor time of a database server beside the subjects; 0 where there is none. */
  cpuSeconds(): number;
  close(): Promise<void>;
}
