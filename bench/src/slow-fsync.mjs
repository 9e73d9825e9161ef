// Loaded before a server with `node --import`: makes every sync of a file take as long as on a slow disk. The server knows nothing of it.
// The file BENCH_SYNC_WITNESS then shows that the server does sync this way.
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";

const delayMs = Number(process.env.BENCH_SYNC_DELAY_MS);
const witness = process.env.BENCH_SYNC_WITNESS;
const { fdatasync } = fs;
let seen = false;

fs.fdatasync = (descriptor, done) => {
  if (!seen && witness) fs.writeFileSync(witness, "");
  seen = true;
  const started = performance.now();
  fdatasync(descriptor, (error) => {
    // A timer may fire a fraction of a millisecond early.
    const finish = () => {
      const left = delayMs - (performance.now() - started);
      if (left > 0) setTimeout(finish, Math.ceil(left));
      else done(error);
    };
    finish();
  });
};
// `import { fdatasync } from "node:fs"` sees the new one as well.
syncBuiltinESMExports();
