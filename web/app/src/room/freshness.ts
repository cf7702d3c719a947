// Which captions still move. A partial whose engine died would otherwise stand on the screen for ever.

export const STALE_AFTER = 15_000;

export class Freshness {
  readonly #touched = new Map<string, number>();

  touch(id: string, now: number): void {
    this.#touched.set(id, now);
  }

  /** Those touched lately; the others are forgotten. */
  fresh(now: number): ReadonlySet<string> {
    for (const [id, at] of this.#touched) if (now - at > STALE_AFTER) this.#touched.delete(id);
    return new Set(this.#touched.keys());
  }
}
