import type { Properties, Store } from "../contract.ts";

/** The part of a store that moving addresses needs. */
interface MovedStore extends Store {
  values(prefix: string): ReadonlyMap<string, string>;
}

/** Local addresses in a text: `127.0.0.1:4510`. */
const local = /\b127\.0\.0\.1:(\d+)/g;

/**
 * Writes new ports into everything in the store: outputs of what was deployed, inputs that programs derived from them, and
 * values of engines.
 * @param moves - The new ports by the old ones.
 */
export function moveAddresses(store: MovedStore, moves: ReadonlyMap<number, number>): void {
  const move = (text: string): string =>
    text.replace(local, (whole, port) => `127.0.0.1:${moves.get(Number(port)) ?? whole.split(":")[1]}`);
  const moveAll = (properties: Properties): Properties => JSON.parse(move(JSON.stringify(properties)));
  for (const resource of store.all()) {
    // Every resource is stored again, so that they stay in order: ids contain addresses too.
    store.delete(resource.type, resource.id, resource.scope);
    const { id, inputs, outputs } = resource;
    store.put({ ...resource, id: move(id), inputs: moveAll(inputs), outputs: moveAll(outputs) });
  }
  for (const [key, value] of store.values("")) {
    const moved = move(value);
    if (moved !== value) store.putValue(key, moved);
  }
}
