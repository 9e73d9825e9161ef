import { spawn } from "node:child_process";
import { hostname } from "node:os";
import { setTimeout as pause } from "node:timers/promises";
import type { Connection } from "./connect.ts";
import { remark } from "./output.ts";
import { Stop } from "./stop.ts";

const SLOWER_SECONDS = 5;

/**
 * Has somebody approve in a browser that this terminal is signed in as them, and waits until they do.
 *
 * @returns the session's token
 * @throws Stop when they deny it, or ten minutes have passed
 */
export async function loginByBrowser(
  { url, client }: Pick<Connection, "url" | "client">,
  { browser }: { browser: boolean },
): Promise<string> {
  const begun = await client.deviceLogins.begin.mutate({ host: hostname().slice(0, 100) || "a terminal" });
  const address = `${url}${begun.verificationPath}?code=${begun.userCode}`;
  remark(`Open ${address}`);
  remark(`and approve the code ${begun.userCode} there. It is good for ten minutes.`);
  if (browser && process.stderr.isTTY) openBrowser(address);
  for (let seconds = begun.intervalSeconds; ; ) {
    await pause(seconds * 1_000);
    const { state, token } = await client.deviceLogins.poll.mutate({ deviceCode: begun.deviceCode });
    if (token !== null) return token;
    if (state === "denied") throw new Stop("The sign-in was denied in the browser.");
    if (state !== "pending" && state !== "slow-down")
      throw new Stop("The code was not approved in time.", { hint: "Try again: plinth login" });
    if (state === "slow-down") seconds += SLOWER_SECONDS;
  }
}

/** What cannot be opened is no harm: the address stands in the terminal. */
function openBrowser(address: string): void {
  const [program, ...args] =
    process.platform === "darwin"
      ? ["open", address]
      : process.platform === "win32"
        ? ["rundll32", "url.dll,FileProtocolHandler", address]
        : ["xdg-open", address];
  const child = spawn(program ?? "", args, { stdio: "ignore", detached: true });
  child.on("error", () => {});
  child.unref();
}
