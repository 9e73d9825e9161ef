import type { App } from "@plinth/server";

/** The server cannot listen. The message says why and what to do about it. */
export class PortError extends Error {
  override name = "PortError";
}

/** Opens the front door. @throws PortError when the port or the address cannot be had. */
export async function listen(app: App, port: number, address: string | undefined): ReturnType<App["listen"]> {
  try {
    return await app.listen(port, address);
  } catch (cause) {
    const words = wordsFor(cause, port, address);
    throw words ? new PortError(words, { cause }) : cause;
  }
}

function wordsFor(error: unknown, port: number, address: string | undefined): string | undefined {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "EADDRINUSE") return `Port ${port} is in use. Stop what uses it, or set PORT.`;
  if (code === "EACCES") return `This account may not listen on port ${port}. Set PORT to one above 1023.`;
  if (code === "EADDRNOTAVAIL" || code === "ENOTFOUND" || code === "EAI_AGAIN")
    return `This machine has no address ${address}. Set HOST to one that it has.`;
  return undefined;
}
