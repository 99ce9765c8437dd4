import type { Properties, Store } from "../contract.ts";

/** What is needed of a store to move addresses in it. */
interface MovedStore extends Store {
  values(prefix: string): ReadonlyMap<string, string>;
}

/** Local addresses in a text: `127.0.0.1:4510`. */
const local = /\b127\.0\.0\.1:(\d+)/g;

/**
 * Writes new ports into everything that the store knows: they are in outputs of what was deployed, in inputs that
 * programs made of those, and in what engines remember of both.
 * @param moves new ports by old ones
 */
export function moveAddresses(store: MovedStore, moves: ReadonlyMap<number, number>): void {
  const move = (text: string): string =>
    text.replace(local, (whole, port) => `127.0.0.1:${moves.get(Number(port)) ?? whole.split(":")[1]}`);
  const moveAll = (properties: Properties): Properties => JSON.parse(move(JSON.stringify(properties)));
  for (const resource of store.all()) {
    // Each anew, so that they stay in order: ids have addresses too.
    store.delete(resource.type, resource.id, resource.scope);
    const { id, inputs, outputs } = resource;
    store.put({ ...resource, id: move(id), inputs: moveAll(inputs), outputs: moveAll(outputs) });
  }
  for (const [key, value] of store.values("")) {
    const moved = move(value);
    if (moved !== value) store.putValue(key, moved);
  }
}
