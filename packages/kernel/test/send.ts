import { Agent, request as httpRequest, type IncomingHttpHeaders } from "node:http";

/** A request to a server on this machine, its path exactly as written: `fetch` would tidy it up. */
export interface Sent {
  path: string;
  method?: string;
  headers?: Record<string, string>;
  /** Sent as JSON, unless it is text already. */
  body?: unknown;
}

export interface Received {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
}

// A test may send hundreds of requests at once, and has to wait for its turn here rather than at the server's limits.
const agent = new Agent({ keepAlive: true, maxSockets: 16 });

/** @example await send(port, { path: "/rpc/create", body: { text: "new" } }); */
export function send(port: number, { path, body, method = body === undefined ? "GET" : "POST", headers = {} }: Sent) {
  const type = method === "POST" ? { "content-type": "application/json" } : {};
  return new Promise<Received>((resolve, reject) => {
    const request = httpRequest({ agent, port, host: "127.0.0.1", method, path, headers: { ...type, ...headers } });
    request.on("response", (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("error", reject);
      response.on("end", () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(chunks).toString(),
        }),
      );
    });
    request.on("error", reject);
    request.end(typeof body === "string" || body === undefined ? body : JSON.stringify(body));
  });
}

/** The two ways to an answer: plain calls take the direct one, an unknown parameter sends a request to tRPC's own adapter. */
export const adapters = [
  ["the direct way", (path: string) => path],
  ["tRPC's adapter", (path: string) => `${path}${path.includes("?") ? "&" : "?"}x=1`],
] as const;
