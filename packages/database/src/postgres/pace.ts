/**
 * How many units of one kind run at once. Units that clash run again from their start, and the more there are at once the more of them do:
 * each clash halves their number, and each unit that lands lets it grow a little, as TCP finds the pace of a line
 * (additive increase, multiplicative decrease: https://www.rfc-editor.org/rfc/rfc5681#section-3.1).
 */
export class Pace {
  #running = 0;
  #limit: number;
  readonly #waiting: (() => void)[] = [];

  constructor(readonly most: number) {
    this.#limit = most;
  }

  get isIdle(): boolean {
    return this.#running === 0 && this.#limit === this.most;
  }

  /** Resolves when one more may run; at once while few do. Those that run again go first. */
  async enter(again: boolean): Promise<void> {
    if (this.#running < Math.floor(this.#limit)) {
      this.#running += 1;
      return;
    }
    await new Promise<void>((resolve) => {
      if (again) this.#waiting.unshift(resolve);
      else this.#waiting.push(resolve);
    });
  }

  leave(outcome: "landed" | "clashed" | "failed"): void {
    if (outcome === "landed") this.#limit = Math.min(this.most, this.#limit + 1 / this.#limit);
    if (outcome === "clashed") this.#limit = Math.max(1, this.#limit / 2);
    this.#running -= 1;
    while (this.#waiting.length > 0 && this.#running < Math.floor(this.#limit)) {
      this.#running += 1;
      this.#waiting.shift()?.();
    }
  }
}
