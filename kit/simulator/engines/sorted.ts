/** Compares texts by their UTF-8 bytes. That is the order of code points, and not that of JavaScript's strings. */
export function compareUtf8(one: string, other: string): number {
  for (let at = 0; at < one.length && at < other.length; at++) {
    if (one[at] !== other[at]) return (one.codePointAt(at) ?? 0) - (other.codePointAt(at) ?? 0);
  }
  return one.length - other.length;
}

/** Items of which no two are equal, sorted with each change: reading thousands after a change does not sort them again. */
export class SortedItems<T> {
  readonly #compare: (one: T, other: T) => number;
  readonly #items: T[] = [];

  constructor(compare: (one: T, other: T) => number) {
    this.#compare = compare;
  }

  get isEmpty(): boolean {
    return this.#items.length === 0;
  }

  /** A copy, which stays as it is when items change. */
  all(): readonly T[] {
    return [...this.#items];
  }

  /** Adds an item, or replaces the one that is equal to it. */
  put(item: T): void {
    const { at, exists } = this.#locate(item);
    this.#items.splice(at, Number(exists), item);
  }

  remove(item: T): void {
    const { at, exists } = this.#locate(item);
    this.#items.splice(at, Number(exists));
  }

  #locate(item: T): { readonly at: number; readonly exists: boolean } {
    let [low, high] = [0, this.#items.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      const other = this.#items[middle];
      const difference = other === undefined ? 0 : this.#compare(other, item);
      if (difference === 0) return { at: middle, exists: true };
      if (difference < 0) low = middle + 1;
      else high = middle;
    }
    return { at: low, exists: false };
  }
}
