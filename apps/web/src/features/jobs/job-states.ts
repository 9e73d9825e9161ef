import type { RouterOutputs } from "@plinth/client";

export type Job = RouterOutputs["jobs"]["list"][number];
export type JobState = Job["state"];

/** What states are called, in the order in which they want to be looked at. */
export const stateWords: Record<JobState, string> = {
  dead: "Failed",
  parked: "Unknown",
  waiting: "Waiting",
  running: "Running",
  canceled: "Canceled",
  done: "Done",
};

export const jobStates = Object.keys(stateWords) as JobState[];

/** What to say where there is none. */
export const noneWords: Record<JobState, string> = {
  dead: "Nothing has failed for good in the last 30 days.",
  parked: "Every job that waits is known to the running version.",
  waiting: "Nothing waits to be done.",
  running: "Nothing is being done at this moment.",
  canceled: "Nobody has canceled a job in the last 30 days.",
  done: "Nothing was done in the last day.",
};

const begun: readonly JobState[] = ["waiting", "dead", "canceled", "parked"];
const canceled: readonly JobState[] = ["waiting", "running", "parked"];

export const canBegin = ({ state }: Job) => begun.includes(state);
export const canCancel = ({ state }: Job) => canceled.includes(state);

/** `sendMail` as words: "Send mail". */
export function jobWords(name: string): string {
  const words = name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return words[0]?.toUpperCase() + words.slice(1);
}
