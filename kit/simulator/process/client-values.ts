import type { Store } from "../contract/world.ts";
import { isObject } from "../control/wire.ts";

/** A value in pieces. */
export interface Pieces {
  /** The ids of all pieces, in their order. */
  readonly order: readonly string[];
  /** The texts of those that the value has not had yet, by id. */
  readonly pieces: Readonly<Record<string, string>>;
}

const isTexts = (value: object): value is Readonly<Record<string, string>> =>
  Object.values(value).every((one) => typeof one === "string");

/** @returns nothing when it is something else */
export function readPieces(value: unknown): Pieces | undefined {
  if (!isObject(value) || !Array.isArray(value.order) || !isObject(value.pieces)) return undefined;
  const { order, pieces } = value;
  return isTexts(order) && isTexts(pieces) ? { order, pieces } : undefined;
}

// Clients' values have prefixes, so that clients cannot touch values of services, such as ports.
const wholeKey = (key: string): string => `client:${key}`;
const orderKey = (key: string): string => `client-order:${key}`;
const pieceKey = (key: string, id: string): string => `client-piece:${key}\n${id}`;

/**
 * The values of clients. One that is large and changes often can be written in pieces, of which only the new ones are sent and stored; it is
 * read as one text all the same.
 */
export class ClientValues {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  get(key: string): string | undefined {
    const order = this.#order(key);
    if (order === undefined) return this.#store.getValue(wholeKey(key));
    return order.map((id) => this.#store.getValue(pieceKey(key, id))).join("");
  }

  /** All keys with a prefix. */
  keys(prefix: string): readonly string[] {
    return [wholeKey, orderKey].flatMap((keyOf) => {
      const found = [...this.#store.values(keyOf(prefix)).keys()];
      return found.map((key) => key.slice(keyOf("").length));
    });
  }

  /** @param value - `undefined` removes it. */
  put(key: string, value: string | undefined): void {
    this.#store.putValues([...this.#without(key, []), [orderKey(key), undefined], [wholeKey(key), value]]);
  }

  /**
   * Writes a value in pieces: all of it or nothing.
   * @returns The id of a piece that is neither given nor there, if there is one: then nothing is written.
   */
  putPieces(key: string, { order, pieces }: Pieces): string | undefined {
    const missing = order.find(
      (id) => !Object.hasOwn(pieces, id) && this.#store.getValue(pieceKey(key, id)) === undefined,
    );
    if (missing !== undefined) return missing;
    this.#store.putValues([
      ...this.#without(key, order),
      ...order.filter((id) => Object.hasOwn(pieces, id)).map((id) => [pieceKey(key, id), pieces[id]] as const),
      [orderKey(key), JSON.stringify(order)],
      [wholeKey(key), undefined],
    ]);
    return undefined;
  }

  #order(key: string): readonly string[] | undefined {
    const order = this.#store.getValue(orderKey(key));
    return order === undefined ? undefined : JSON.parse(order);
  }

  /** What removes the pieces that a value has now, and not with another order. */
  #without(key: string, order: readonly string[]): readonly (readonly [string, undefined])[] {
    const kept = new Set(order);
    const removed = new Set(this.#order(key)?.filter((id) => !kept.has(id)));
    return [...removed].map((id) => [pieceKey(key, id), undefined] as const);
  }
}
