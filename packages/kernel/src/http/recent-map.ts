const KEYS_PER_GENERATION = 50_000;

/** Makes a value per key and keeps it, bounded by two generations: the keys not used for longest are forgotten. */
export class RecentMap<V> {
  #recent = new Map<string, V>();
  #older = new Map<string, V>();

  constructor(readonly make: () => V) {}

  of(key: string): V {
    return this.#recent.get(key) ?? this.#renew(key);
  }

  #renew(key: string): V {
    const value = this.#older.get(key) ?? this.make();
    this.#recent.set(key, value);
    if (this.#recent.size > KEYS_PER_GENERATION) {
      this.#older = this.#recent;
      this.#recent = new Map();
    }
    return value;
  }
}
