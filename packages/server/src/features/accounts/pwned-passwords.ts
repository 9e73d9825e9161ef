import { createHash } from "node:crypto";
import type { Logger } from "@plinth/kernel";
import type { BreachedPasswords } from "./breached-passwords.ts";

const SERVICE = "https://api.pwnedpasswords.com";
const TIMEOUT_MS = 2_000;
const MOST_BYTES = 256 * 1_024;

interface Options {
  log: Pick<Logger, "warn">;
  /** Another server of the same kind. */
  url?: string;
  timeoutMs?: number;
}

/**
 * Asks Pwned Passwords. It learns the first five digits of the password's SHA-1, which about a thousand known ones share, and its answer is
 * padded so that its length tells nothing. Where it does not answer, the password passes, and the log says so.
 */
export function pwnedPasswords({ log, url = SERVICE, timeoutMs = TIMEOUT_MS }: Options): BreachedPasswords {
  return {
    async isBreached(password) {
      const hash = createHash("sha1").update(password).digest("hex").toUpperCase();
      try {
        const answer = await fetch(`${url}/range/${hash.slice(0, 5)}`, {
          headers: { "add-padding": "true", "user-agent": "plinth" },
          redirect: "error",
          signal: AbortSignal.timeout(timeoutMs),
        });
        if (!answer.ok) throw new Error(`it answered ${answer.status}`);
        return isListed(await readText(answer), hash.slice(5));
      } catch (error) {
        const why = error instanceof Error ? error.message : "unknown";
        log.warn({ why }, "could not ask whether a password was stolen before; it passes");
        return false;
      }
    },
  };
}

async function readText({ body }: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body ?? []) {
    bytes += chunk.length;
    if (bytes > MOST_BYTES) throw new Error("its answer is too long");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("latin1");
}

/** Lines are `suffix:count`; padding has the count 0. */
function isListed(text: string, suffix: string): boolean {
  return text.split(/\r?\n/).some((line) => {
    const [known, count] = line.split(":");
    return known === suffix && Number(count) > 0;
  });
}
