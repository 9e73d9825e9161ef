const AT_ONCE = 32;

/** How a queue is used: what adds a job, and what ends it all. */
export interface Queue {
  add(number: number): Promise<unknown>;
  stop(): Promise<unknown>;
}

/** Adds the jobs that the command line asks for, 32 at once, and prints the seconds from the first of them until all have run. */
export async function timed(open: (done: () => void) => Promise<Queue>): Promise<void> {
  const jobs = Number(process.argv[3]);
  let left = jobs;
  let end = () => {};
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  const queue = await open(() => {
    left -= 1;
    if (left === 0) end();
  });
  const started = performance.now();
  let next = 0;
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      while (next < jobs) await queue.add(next++);
    }),
  );
  await ended;
  console.log((performance.now() - started) / 1_000);
  await queue.stop();
}
