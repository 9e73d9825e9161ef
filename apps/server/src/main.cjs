// Runs the bundle from code that V8 compiled before. Compiling it anew takes a third of the time to start. What another version of Node
// compiled is refused by V8, and then compiled as usual.
const { readFileSync } = require("node:fs");
const { createRequire } = require("node:module");
const { join } = require("node:path");
const { constants, Script } = require("node:vm");

const file = join(__dirname, "server.cjs");
const script = new Script(
  `(function (exports, require, module, __filename, __dirname) {${readFileSync(file, "utf8")}\n})`,
  {
    filename: file,
    cachedData: compiledBefore(),
    importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  },
);
const main = { exports: {} };
script.runInThisContext().call(main.exports, main.exports, createRequire(file), main, file, __dirname);

// For the build, which runs it once and keeps what was compiled.
module.exports = { compiled: () => script.createCachedData() };

function compiledBefore() {
  try {
    return readFileSync(join(__dirname, "server.compiled"));
  } catch {
    return undefined; // The build could not run it.
  }
}
