// A process that serves the notes and logs to its standard output. Its port goes to standard error, its end comes with its input's.
import { createLog } from "../src/index.ts";
import { serveNotes } from "./notes-app.ts";

const app = await serveNotes({ log: createLog("info") });
process.stderr.write(`${app.port}\n`);
process.stdin.resume().once("end", async () => {
  await app[Symbol.asyncDispose]();
  process.exit(0);
});
