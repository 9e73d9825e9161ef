import { ImportFileError } from "./file-row.ts";

/** A record and the line it begins on. */
export interface CsvRecord {
  line: number;
  cells: string[];
}

const LONGEST_RECORD = 4_000_000;

/**
 * Splits CSV into records as RFC 4180 has it, whatever the line breaks; blank lines are skipped. Like spreadsheets it takes a quote in the
 * middle of a cell for a character. The separator is the comma, semicolon or tab that the first line has most of.
 *
 * @throws ImportFileError when a quote is never closed.
 * @see https://www.rfc-editor.org/rfc/rfc4180
 */
export async function* csvRecords(texts: AsyncIterable<string>): AsyncGenerator<CsvRecord> {
  let reader: RecordReader | undefined;
  let head = "";
  for await (const text of texts) {
    if (reader) {
      yield* reader.read(text);
      continue;
    }
    head += text;
    if (/[\r\n]/.test(head)) {
      reader = new RecordReader(separatorOf(head));
      yield* reader.read(head);
    }
  }
  if (!reader) {
    reader = new RecordReader(separatorOf(head));
    yield* reader.read(head);
  }
  yield* reader.end();
}

function separatorOf(head: string): string {
  const [firstLine = ""] = head.replaceAll(/"[^"]*"/g, "").split(/[\r\n]/, 1);
  const count = (separator: string) => firstLine.split(separator).length;
  return [",", ";", "\t"].reduce((best, next) => (count(next) > count(best) ? next : best));
}

class RecordReader {
  readonly #separator: string;
  #line = 1;
  #recordLine = 1;
  #cells: string[] = [];
  #cell = "";
  #length = 0;
  /** Where the reader is in the cell: at its start, in plain text, in quotes, or behind a quote that may have closed them. */
  #state: "start" | "plain" | "quoted" | "closing" = "start";
  #wasQuoted = false;
  #afterCr = false;

  constructor(separator: string) {
    this.#separator = separator;
  }

  *read(text: string): Generator<CsvRecord> {
    for (const char of text) {
      const secondHalf = this.#afterCr && char === "\n";
      this.#afterCr = char === "\r";
      if (char === "\r" || (char === "\n" && !secondHalf)) this.#line++;
      if (this.#state === "quoted") this.#readQuoted(char);
      else if (secondHalf) continue;
      else if (char === "\n" || char === "\r") yield* this.#endRecord();
      else this.#readPlain(char);
    }
  }

  *end(): Generator<CsvRecord> {
    if (this.#state === "quoted") throw this.#neverClosed();
    yield* this.#endRecord();
  }

  #readQuoted(char: string): void {
    if (char === '"') this.#state = "closing";
    else this.#add(char);
  }

  #readPlain(char: string): void {
    if (char === '"' && this.#state === "start") {
      this.#state = "quoted";
      this.#wasQuoted = true;
    } else if (char === '"' && this.#state === "closing") {
      // A doubled quote stands for one.
      this.#add(char);
      this.#state = "quoted";
    } else if (char === this.#separator) {
      this.#endCell();
    } else {
      this.#add(char);
      this.#state = "plain";
    }
  }

  #add(char: string): void {
    this.#cell += char;
    this.#length += char.length;
    if (this.#length > LONGEST_RECORD) throw this.#neverClosed();
  }

  #endCell(): void {
    this.#cells.push(this.#cell);
    this.#cell = "";
    this.#state = "start";
  }

  *#endRecord(): Generator<CsvRecord> {
    const blank = this.#cells.length === 0 && this.#cell === "" && !this.#wasQuoted;
    this.#endCell();
    if (!blank) yield { line: this.#recordLine, cells: this.#cells };
    this.#cells = [];
    this.#length = 0;
    this.#wasQuoted = false;
    this.#recordLine = this.#line;
  }

  #neverClosed(): ImportFileError {
    const where = `in the row that begins on line ${this.#recordLine}`;
    return new ImportFileError(`A quote ${where} is never closed.`, this.#recordLine);
  }
}
