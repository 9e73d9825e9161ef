import type { Socket } from "node:net";

/**
 * Reads the answers of one connection, no further than it must: a function that resolves with the status when the next answer is
 * whole, by its length or by the end of its chunks.
 */
export function answersOf(socket: Socket): () => Promise<number> {
  let [resolve, reject] = [(_status: number) => {}, (_error: Error) => {}];
  let [held, missing, status] = ["", -1, 0];
  const done = () => {
    missing = -1;
    held = "";
    resolve(status);
  };
  socket.on("data", (data) => {
    if (missing > 0) {
      missing -= data.length;
      if (missing === 0) done();
      return;
    }
    held += data.toString("latin1");
    const headEnd = held.indexOf("\r\n\r\n");
    if (headEnd === -1) return;
    const head = held.slice(0, headEnd).toLowerCase();
    status = Number(head.slice(9, 12));
    if (head.includes("transfer-encoding: chunked")) {
      if (held.endsWith("0\r\n\r\n")) done();
      return;
    }
    missing = Number(/content-length: (\d+)/.exec(head)?.[1] ?? 0) - (held.length - headEnd - 4);
    if (missing === 0) done();
  });
  socket.on("error", (error) => reject(error));
  const closed = () => new Error("the server closed the connection");
  socket.on("close", () => reject(closed()));
  return () =>
    new Promise((fulfil, fail) => {
      resolve = fulfil;
      reject = fail;
      if (socket.destroyed) fail(closed());
    });
}
