/** How the program ends. Scripts may rely on these. */
export const exitCodes = { ok: 0, refused: 1, usage: 2, unreachable: 3 } as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** Ends the program with a message made for people; `hint` says what to do about it. */
export class Stop extends Error {
  override name = "Stop";
  readonly exitCode: ExitCode;
  readonly hint: string | undefined;

  constructor(message: string, { exitCode = exitCodes.refused, hint }: { exitCode?: ExitCode; hint?: string } = {}) {
    super(message);
    this.exitCode = exitCode;
    this.hint = hint;
  }
}

/** The command line itself makes no sense. */
export const usage = (message: string, hint?: string) =>
  new Stop(message, { exitCode: exitCodes.usage, ...(hint && { hint }) });
