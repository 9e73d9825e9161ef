import { ImportFileError } from "./file-row.ts";

/** One element of an array as it stands in the file. */
export interface JsonElement {
  line: number;
  text: string;
}

/**
 * Splits a JSON array into the texts of its elements without reading all of it, whatever the line breaks. Several arrays one after
 * another count as one, as some tools print a page each.
 *
 * @throws ImportFileError when the text is no array, or ends in the middle.
 */
export async function* jsonElements(texts: AsyncIterable<string>): AsyncGenerator<JsonElement> {
  const splitter = new Splitter();
  for await (const text of texts) yield* splitter.read(text);
  splitter.end();
}

const NEWLINE = 10;
const QUOTE = 34;
const COMMA = 44;
const OPEN_BRACKET = 91;
const BACKSLASH = 92;
const CLOSE_BRACKET = 93;
const OPEN_BRACE = 123;
const CLOSE_BRACE = 125;

const isSpace = (code: number) => code === 32 || code === NEWLINE || code === 13 || code === 9;

class Splitter {
  #line = 1;
  #inArray = false;
  #arrays = 0;
  /** Pieces of the element in progress, and where it began. */
  #pieces: string[] | undefined;
  #elementLine = 1;
  #depth = 0;
  #inString = false;
  #escaped = false;

  *read(text: string): Generator<JsonElement> {
    let start = 0;
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (this.#pieces && this.#endsElement(code)) {
        yield this.#finish(text.slice(start, at));
      }
      if (!this.#pieces && this.#begins(code)) start = at;
      if (this.#pieces) this.#follow(code);
      if (code === NEWLINE) this.#line++;
    }
    this.#pieces?.push(text.slice(start));
  }

  end(): void {
    if (this.#pieces) {
      const where = `in the middle of the issue that begins on line ${this.#elementLine}`;
      throw new ImportFileError(`The file ends ${where}. It has been cut off.`, this.#elementLine);
    }
    if (this.#inArray)
      throw new ImportFileError("The file ends before its list does. It has been cut off.", this.#line);
    if (this.#arrays === 0) throw new ImportFileError("The file is empty.");
  }

  /** Whether this character, outside an element, begins one. */
  #begins(code: number): boolean {
    if (isSpace(code)) return false;
    if (!this.#inArray) {
      if (code !== OPEN_BRACKET) throw this.#notAList();
      this.#inArray = true;
      this.#arrays++;
      return false;
    }
    if (code === COMMA) return false;
    if (code === CLOSE_BRACKET) {
      this.#inArray = false;
      return false;
    }
    this.#pieces = [];
    this.#elementLine = this.#line;
    return true;
  }

  /** Whether the element in progress ended before this character. */
  #endsElement(code: number): boolean {
    return this.#depth === 0 && !this.#inString && (code === COMMA || code === CLOSE_BRACKET);
  }

  #finish(lastPiece: string): JsonElement {
    const text = [...(this.#pieces ?? []), lastPiece].join("");
    this.#pieces = undefined;
    return { line: this.#elementLine, text };
  }

  #follow(code: number): void {
    if (this.#inString) {
      if (this.#escaped) this.#escaped = false;
      else if (code === BACKSLASH) this.#escaped = true;
      else if (code === QUOTE) this.#inString = false;
    } else if (code === QUOTE) this.#inString = true;
    else if (code === OPEN_BRACE || code === OPEN_BRACKET) this.#depth++;
    else if (code === CLOSE_BRACE || code === CLOSE_BRACKET) this.#depth--;
  }

  #notAList(): ImportFileError {
    const wanted = "a JSON list of issues, as “gh issue list --json …” prints it";
    return this.#arrays === 0
      ? new ImportFileError(`The file is not ${wanted}.`, this.#line)
      : new ImportFileError(`There is more on line ${this.#line}, behind the list of issues.`, this.#line);
  }
}
