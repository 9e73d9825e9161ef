import { Agent, request as httpRequest } from "node:http";

/** What came back, or why nothing did. */
export interface Answer {
  status: number;
  requestId: string | undefined;
  body: string;
}

/** An answer that takes longer than this counts as none, on a machine that does much else besides. */
export const ANSWERED_WITHIN_MS = 10_000;

const agent = new Agent({ keepAlive: true, maxSockets: 64 });

interface Sent {
  method: string;
  target: string;
  headers: Record<string, string>;
  body: string;
}

/** Sends a request over a connection that is kept, and waits for its answer. Rejects when the connection breaks or nothing comes. */
export function exchange(port: number, { method, target, headers, body }: Sent): Promise<Answer> {
  const bytes = Buffer.from(body);
  const options = {
    port,
    host: "127.0.0.1",
    agent,
    method,
    path: target,
    headers: { ...headers, ...(method === "POST" && { "content-length": bytes.length }) },
  };
  return new Promise((resolve, reject) => {
    const request = httpRequest(options, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("error", reject);
      response.on("end", () =>
        resolve({
          status: response.statusCode ?? 0,
          requestId: response.headers["x-request-id"]?.toString(),
          body: Buffer.concat(chunks).toString(),
        }),
      );
    });
    request.on("error", reject);
    request.setTimeout(ANSWERED_WITHIN_MS, () => request.destroy(new Error(`nothing for ${ANSWERED_WITHIN_MS} ms`)));
    request.end(bytes);
  });
}
