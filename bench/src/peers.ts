import { spawnSync } from "node:child_process";
import type { Subject } from "./subjects/subject.ts";

const INSTALL_LIMIT_MS = 15 * 60_000;

/** Installs what each peer needs, in its own folder and only when it is measured. One that cannot be installed is reported, not dropped. */
export function installPeers(subjects: Subject[]): { installed: Subject[]; missing: string[] } {
  const missing: string[] = [];
  const installed = subjects.filter(({ title, peer }) => {
    if (!peer) return true;
    console.log(`installing ${title}`);
    const { status, error, stdout, stderr } = spawnSync(
      "npx",
      ["--yes", "pnpm", "--dir", `bench/peers/${peer}`, "install", "--frozen-lockfile"],
      { encoding: "utf8", timeout: INSTALL_LIMIT_MS },
    );
    if (status === 0) return true;
    const said = error?.message ?? `${stdout}${stderr}`.trim().split("\n").slice(-5).join(" ");
    missing.push(`${title}, which could not be installed here: ${said}`);
    return false;
  });
  return { installed, missing };
}
