import { type ChildProcess, spawn } from "node:child_process";

// Server and web app with reload: changes to the server restart it, changes to the web app show at once. What people open is the web
// app's address, which passes calls on to the server's.

const port = process.env.PORT || "3000";
const webPort = process.env.WEB_PORT || "5173";

const env = {
  ...process.env,
  PORT: port,
  WEB_PORT: webPort,
  PLINTH_URL: `http://localhost:${webPort}`,
  // An address of its own would open the server to the network.
  HOST: process.env.HOST || "127.0.0.1",
};

const children = [
  start("server", "tsx", ["watch", "--clear-screen=false", "apps/server/src/main.ts"]),
  start("web", "vite", ["apps/web"]),
];

for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => stop(0));

function start(name: string, command: string, args: string[]): ChildProcess {
  const child = spawn(command, args, { env, stdio: ["ignore", "inherit", "inherit"] });
  child.on("exit", (code) => {
    console.error(`${name} ended`);
    stop(code ?? 1);
  });
  return child;
}

function stop(code: number): void {
  for (const child of children) child.kill();
  process.exitCode = code;
}
