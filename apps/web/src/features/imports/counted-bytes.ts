/** The pieces of a file as they are read, counted on the way. */
export async function* countedBytes(
  stream: ReadableStream<Uint8Array>,
  count: (bytes: number) => void,
): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader();
  try {
    for (let read = await reader.read(); !read.done; read = await reader.read()) {
      count(read.value.length);
      yield read.value;
    }
  } finally {
    await reader.cancel();
  }
}
