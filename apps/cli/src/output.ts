import type { Command } from "commander";

/** Options every command takes. */
export interface GlobalOptions {
  url?: string;
  key?: string;
  json?: boolean;
}

/** Prints a command's result: `value` as JSON with `--json`, otherwise `text`. */
export function show(command: Command, value: unknown, text: string): void {
  const { json } = command.optsWithGlobals<GlobalOptions>();
  process.stdout.write(`${json ? JSON.stringify(value ?? null, null, 2) : text}\n`);
}

/** Remarks beside the result; standard output stays clean for programs. */
export function remark(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** Rows as aligned columns below a header. */
export function columns(header: string[], rows: string[][]): string {
  const cells = [header, ...rows.map((row) => row.map(plain))];
  const widths = header.map((_, at) => Math.max(...cells.map((row) => row[at]?.length ?? 0)));
  return cells
    .map((row) =>
      row
        .map((cell, at) => cell.padEnd(widths[at] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

/** Text of other people without the characters that command a terminal. */
export function plain(text: string): string {
  return text.replaceAll(/\p{Cc}+/gu, " ");
}
