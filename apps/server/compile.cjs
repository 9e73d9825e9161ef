// Starts the built server on an empty database and writes down what V8 compiled for that: `dist/server.compiled`.
const { writeFileSync } = require("node:fs");
const { join } = require("node:path");
const { compiled } = require("./dist/main.cjs");

const write = process.stdout.write.bind(process.stdout);
process.stdout.write = (text, ...rest) => {
  if (String(text).includes("Plinth is at")) {
    writeFileSync(join(__dirname, "dist/server.compiled"), compiled());
    process.exit(0);
  }
  return write(text, ...rest);
};
