// Runs in a worker thread, so that the syncs of a checkpoint never block the event loop. Plain JavaScript: it is loaded by path,
// from the source tree as well as from a bundle.
import { parentPort, workerData } from "node:worker_threads";
import Database from "better-sqlite3";

const db = new Database(workerData.file, { fileMustExist: true, timeout: 2_000 });
db.pragma("synchronous = NORMAL");

parentPort.on("message", ({ mode }) => {
  if (mode === "close") {
    db.close();
    parentPort.close();
    return;
  }
  try {
    db.pragma(`wal_checkpoint(${mode})`);
  } catch {
    // A reader or writer was in the way; the next request tries again.
  }
  parentPort.postMessage("done");
});
