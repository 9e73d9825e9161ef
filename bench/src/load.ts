import { connect } from "node:net";

// The load: keep-alive connections that each send the next request when the last answer is whole. Runs as a process of its own, on a core
// of its own, and reads answers no further than it must.

interface Order {
  port: number;
  connections: number;
  seconds: number;
  requests: string[];
}

interface Outcome {
  answers: number;
  failures: number;
  seconds: number;
  p50Ms: number;
  p99Ms: number;
}

process.once("message", async (order: Order) => {
  process.send?.(await run(order));
  process.exit(0);
});

async function run({ port, connections, seconds, requests }: Order): Promise<Outcome> {
  const bytes = requests.map((request) => Buffer.from(request));
  const latencies: number[] = [];
  let [next, failures] = [Math.floor(Math.random() * bytes.length), 0];
  const started = performance.now();
  const end = started + seconds * 1_000;

  await Promise.all(
    Array.from({ length: connections }, async () => {
      const socket = connect(port, "127.0.0.1").setNoDelay(true);
      const answers = reader(socket);
      while (performance.now() < end) {
        const sent = performance.now();
        socket.write(bytes[next++ % bytes.length] ?? "");
        const status = await answers();
        latencies.push(performance.now() - sent);
        if (status !== 200) failures += 1;
      }
      socket.destroy();
    }),
  );
  const took = (performance.now() - started) / 1_000;
  latencies.sort((a, b) => a - b);
  const at = (share: number) => latencies[Math.floor(latencies.length * share)] ?? 0;
  return { answers: latencies.length, failures, seconds: took, p50Ms: at(0.5), p99Ms: at(0.99) };
}

/** Resolves with the status when the next answer is whole: by its length, or by the end of its chunks. */
function reader(socket: ReturnType<typeof connect>): () => Promise<number> {
  let resolve: (status: number) => void = () => {};
  let reject: (error: Error) => void = () => {};
  let [held, missing, status, chunked] = ["", -1, 0, false];
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
    chunked = head.includes("transfer-encoding: chunked");
    if (chunked) {
      if (held.endsWith("0\r\n\r\n")) done();
      return;
    }
    const length = Number(/content-length: (\d+)/.exec(head)?.[1] ?? 0);
    missing = length - (held.length - headEnd - 4);
    if (missing === 0) done();
  });
  socket.on("error", (error) => reject(error));
  socket.on("close", () => reject(new Error("the server closed the connection")));
  return () =>
    new Promise((fulfil, fail) => {
      resolve = fulfil;
      reject = fail;
    });
}
