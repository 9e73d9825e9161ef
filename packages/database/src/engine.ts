/** The two engines. Tables are module constants, so the choice is made once per process, from DATABASE_URL. */
export type Engine = "sqlite" | "postgres";

/** Reads the engine off a database URL: `postgres://…` and `postgresql://…` are Postgres, everything else names an SQLite file. */
export function engineOf(url: string | undefined): Engine {
  return url && /^postgres(ql)?:\/\//.test(url) ? "postgres" : "sqlite";
}

export const engine: Engine = engineOf(process.env.DATABASE_URL);
