import { connect } from "node:net";
import { answersOf } from "./answers.ts";
import type { Order, Outcome } from "./order.ts";
import { obey } from "./ordered-process.ts";

// Loads servers as ordered, several at once if told so. A process of its own, on a core of its own.

obey((orders: Order[]) => Promise.all(orders.map(run)));

async function run({ port, connections, requests, ...span }: Order): Promise<Outcome> {
  const bytes = requests.map((request) => Buffer.from(request));
  const latencies: number[] = [];
  const failures: number[] = [];
  let next = Math.floor(Math.random() * bytes.length);
  const started = performance.now();
  const isOver = () => {
    const seconds = (performance.now() - started) / 1_000;
    if (seconds < span.seconds) return false;
    return latencies.length >= (span.answers ?? 0) || seconds >= (span.mostSeconds ?? span.seconds);
  };

  await Promise.all(
    Array.from({ length: connections }, async () => {
      const socket = connect(port, "127.0.0.1").setNoDelay(true);
      const answer = answersOf(socket);
      while (!isOver()) {
        const sent = performance.now();
        socket.write(bytes[next++ % bytes.length] ?? "");
        const status = await answer();
        latencies.push(performance.now() - sent);
        if (status < 200 || status > 299) failures.push(status);
      }
      socket.destroy();
    }),
  );
  const took = (performance.now() - started) / 1_000;
  latencies.sort((a, b) => a - b);
  const at = (share: number) => latencies[Math.floor(latencies.length * share)] ?? 0;
  return { answers: latencies.length, failures, seconds: took, p50Ms: at(0.5), p99Ms: at(0.99) };
}
