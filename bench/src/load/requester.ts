import { once } from "node:events";
import { connect } from "node:net";
import { answersOf } from "./answers.ts";

/** A connection for one request after the other, open before the first of them is timed. */
export interface Requester {
  /** Resolves with how many milliseconds the answer took. @throws when it is not a success */
  send(request: string): Promise<number>;
  close(): void;
}

export async function requester(port: number): Promise<Requester> {
  const socket = connect(port, "127.0.0.1").setNoDelay(true);
  await once(socket, "connect");
  const answer = answersOf(socket);
  return {
    send: async (request) => {
      const sent = performance.now();
      socket.write(request);
      const status = await answer();
      if (status < 200 || status > 299) throw new Error(`it answered ${status}`);
      return performance.now() - sent;
    },
    close: () => socket.destroy(),
  };
}
