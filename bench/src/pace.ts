import type { Size } from "./dataset/sample.ts";
import type { Options } from "./options.ts";
import type { Pace } from "./rounds.ts";

/** How much data and how much time a run takes. */
export interface RunPace {
  size: Size;
  /** Under load. A warm-up ends when the engine has compiled what is hot, however slow the machine. */
  loads: Pace;
  /** How often each is started. */
  starts: number;
  /** Of news to those who follow one list. */
  fanOut: { rounds: number };
  /** Of writes among a thousand people who follow things. */
  crowd: { rounds: number; seconds: number };
  /** Of jobs that are enqueued and run. */
  jobs: { rounds: number };
}

export function paceOf({ quick }: Pick<Options, "quick">): RunPace {
  return quick
    ? {
        size: { tasks: 20_000, projects: 10 },
        loads: { rounds: 3, round: { seconds: 0.6 }, warmUp: { seconds: 0.4, answers: 3_000, mostSeconds: 3.5 } },
        starts: 2,
        fanOut: { rounds: 2 },
        crowd: { rounds: 1, seconds: 4 },
        jobs: { rounds: 2 },
      }
    : {
        size: { tasks: 100_000, projects: 10 },
        loads: { rounds: 7, round: { seconds: 1.2 }, warmUp: { seconds: 2, answers: 5_000, mostSeconds: 5 } },
        starts: 7,
        fanOut: { rounds: 7 },
        crowd: { rounds: 3, seconds: 7 },
        jobs: { rounds: 5 },
      };
}
