import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { type Browser, chromium } from "playwright-core";

// The headless shell has no windows to keep, and starts in a third of the time.
const names = ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

const quiet = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** The path of a Chromium: the one `CHROMIUM` names, or one in the `PATH`. */
export function findChromium(): string {
  const folders = (process.env.PATH ?? "").split(delimiter);
  const given = process.env.CHROMIUM ? [process.env.CHROMIUM] : [];
  const found = [...given, ...names.flatMap((name) => folders.map((folder) => join(folder, name)))].find(isProgram);
  if (found) return found;
  throw new Error(
    "The stories need Chromium. Install it (Debian and Ubuntu: apt-get install chromium; macOS: brew install chromium), or set CHROMIUM to its path.",
  );
}

export function launchChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: findChromium(), headless: true, args: quiet, timeout: 30_000 });
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
