/** Names rows by their content: the same row of the same file has the same name each time, and two equal rows have two. */
export class RowHash {
  readonly #seen = new Map<string, number>();

  of(cells: readonly string[]): string {
    const hash = hashOf(JSON.stringify(cells));
    const times = (this.#seen.get(hash) ?? 0) + 1;
    this.#seen.set(hash, times);
    return times === 1 ? `row-${hash}` : `row-${hash}-${times}`;
  }
}

/**
 * FNV-1a with 64 bits, as two halves. Web Crypto would need https, and nobody gains by a collision here.
 *
 * @see https://datatracker.ietf.org/doc/html/draft-eastlake-fnv
 */
function hashOf(text: string): string {
  let high = 0xcbf29ce4;
  let low = 0x84222325;
  for (const byte of new TextEncoder().encode(text)) {
    low = (low ^ byte) >>> 0;
    // Times 0x100000001b3, the high half taking what the low one overflows.
    const product = low * 0x1b3;
    high = (Math.imul(high, 0x1b3) + Math.imul(low, 0x100) + Math.floor(product / 2 ** 32)) >>> 0;
    low = product >>> 0;
  }
  return high.toString(16).padStart(8, "0") + low.toString(16).padStart(8, "0");
}
