export type BootErrorCode =
  | "NOT_A_DATABASE"
  | "NOT_OUR_DATABASE"
  | "DB_CORRUPT"
  | "SQLITE_TOO_OLD"
  | "DATABASE_IN_USE"
  | "DATABASE_UNREACHABLE"
  | "DATABASE_REFUSES"
  | "DB_NOT_DURABLE";

/** The database cannot be used, or must not be as it is. The message says what is wrong and what to do about it. */
export class BootError extends Error {
  override name = "BootError";

  constructor(
    readonly code: BootErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
