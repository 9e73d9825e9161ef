import { readFileSync } from "node:fs";

// What Linux says of a process. Elsewhere there is no /proc, and what needs it is reported as not measured.

const TICKS_PER_SECOND = 100;

/** Memory in use now; `NaN` where it cannot be told. */
export function rssMbOf(pid: number): number {
  return Number(/VmRSS:\s+(\d+)/.exec(read(`/proc/${pid}/status`))?.[1]) / 1_024;
}

/** Processor time so far, user and system, of a process; `NaN` where it cannot be told. */
export function cpuSecondsOf(pid: number): number {
  return (field(pid, USER) + field(pid, SYSTEM)) / TICKS_PER_SECOND;
}

/** The same of a process and all it started, those that ended included. */
export function familyCpuSecondsOf(pid: number): number {
  const ended = (field(pid, USER_OF_ENDED) + field(pid, SYSTEM_OF_ENDED)) / TICKS_PER_SECOND;
  const children = read(`/proc/${pid}/task/${pid}/children`).split(" ").filter(Boolean);
  return children.reduce((sum, child) => sum + (cpuSecondsOf(Number(child)) || 0), cpuSecondsOf(pid) + ended);
}

// Counted from the state, which follows the name: https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html
const [USER, SYSTEM, USER_OF_ENDED, SYSTEM_OF_ENDED] = [11, 12, 13, 14];

function field(pid: number, at: number): number {
  return Number(
    read(`/proc/${pid}/stat`)
      .replace(/^.*\) /, "")
      .split(" ")[at],
  );
}

function read(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
