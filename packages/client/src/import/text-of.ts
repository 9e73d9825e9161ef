import { ImportFileError } from "./file-row.ts";

/** A file in pieces of any size: `createReadStream(path)` in Node, `file.stream()` in a browser. */
export type FileChunks =
  | AsyncIterable<string | Uint8Array>
  | Iterable<string | Uint8Array>
  | ReadableStream<Uint8Array>;

/** The text of a file in pieces, without a byte order mark. @throws ImportFileError when it is not UTF-8 */
export async function* textOf(chunks: FileChunks): AsyncGenerator<string> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let begun = false;
  for await (const chunk of piecesOf(chunks)) {
    const text = typeof chunk === "string" ? chunk : decode(() => decoder.decode(chunk, { stream: true }));
    if (text === "") continue;
    yield begun || typeof chunk !== "string" ? text : text.replace(/^\uFEFF/, "");
    begun = true;
  }
  const rest = decode(() => decoder.decode());
  if (rest !== "") yield rest;
}

function decode(read: () => string): string {
  try {
    return read();
  } catch {
    throw new ImportFileError("The file is not UTF-8 text. Save it as UTF-8 and try again.");
  }
}

/** Not every browser can iterate over a stream. */
async function* piecesOf(chunks: FileChunks): AsyncGenerator<string | Uint8Array> {
  if (!("getReader" in chunks)) {
    yield* chunks;
    return;
  }
  const reader = chunks.getReader();
  try {
    for (let read = await reader.read(); !read.done; read = await reader.read()) yield read.value;
  } finally {
    await reader.cancel();
  }
}
