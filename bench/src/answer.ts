import { type Agent, request as send } from "node:http";

/** Sends one raw request, the very bytes a load sends, and reads its answer; without an `agent`, on a connection of its own. */
export function ask(
  port: number,
  raw: string,
  agent: Agent | false = false,
): Promise<{ status: number; body: unknown }> {
  const [head = "", body] = raw.split("\r\n\r\n");
  const [line = "", ...lines] = head.split("\r\n");
  const [method = "", path = ""] = line.split(" ");
  const headers = Object.fromEntries(lines.map((header) => header.split(/: (.*)/, 2)));
  return new Promise((resolve, reject) => {
    const request = send({ host: "127.0.0.1", port, method, path, headers, agent }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("error", reject);
      response.on("end", () => resolve({ status: response.statusCode ?? 0, body: parsed(Buffer.concat(chunks)) }));
    });
    request.on("error", reject);
    request.end(body);
  });
}

function parsed(bytes: Buffer): unknown {
  const text = bytes.toString();
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
