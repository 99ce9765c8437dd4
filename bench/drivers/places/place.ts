import { linkVariable, type TableLayout } from "../../../kit/spec/index.ts";
import type { Environment, Kind, Place } from "../contract.ts";
import { startWorker } from "../workers.ts";

/** One where processes of this machine call. */
export interface NodePlace extends Place {
  /** The environment of a function with links, by their names. */
  environmentOf(links: Readonly<Record<string, Kind>>): Environment;
}

/** What items of the table are found by. */
export const tableLayout: TableLayout = { key: ["customer", "id"], indexes: {}, counters: ["views"] };

/** What the variable of a link says, by what it links to. */
const values: Readonly<Record<Kind, (address: string) => string>> = {
  queue: (address) => address,
  topic: (address) => JSON.stringify({ address, attributes: [] }),
  table: (address) => JSON.stringify({ address, layout: tableLayout }),
};

/**
 * A place for processes.
 *
 * @param common - The variables of all of them.
 * @param addresses - Of the queue, the topic and the table.
 */
export function nodePlace(
  common: Environment,
  addresses: Readonly<Record<Kind, string>>,
  stop: () => Promise<void>,
): NodePlace {
  const environmentOf = (links: Readonly<Record<string, Kind>>): Environment => {
    const variables = Object.entries(links).map(([name, kind]) => [linkVariable(name), values[kind](addresses[kind])]);
    return { ...common, ...Object.fromEntries(variables) };
  };
  return { environmentOf, start: (subject) => startWorker(subject, environmentOf({ orders: subject.kind })), stop };
}
