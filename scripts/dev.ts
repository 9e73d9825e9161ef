import { type ChildProcess, spawn } from "node:child_process";

// Server and web app with reload: changes to the server restart it, changes to the web app show at once.

const children = [
  start("server", "tsx", ["watch", "--clear-screen=false", "apps/server/src/main.ts"]),
  start("web", "vite", ["apps/web"]),
];

for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => stop(0));

function start(name: string, command: string, args: string[]): ChildProcess {
  const child = spawn(command, args, { stdio: ["ignore", "inherit", "inherit"] });
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
