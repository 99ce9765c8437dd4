import { join } from "node:path";
import { createClock } from "./clock.ts";
import type { Clock, World } from "./contract.ts";
import { createCode, dropUnused } from "./control/code.ts";
import { type Database, openDatabase } from "./control/database.ts";
import { DurableStore } from "./control/store.ts";
import { LocalEndpoints, type PortMemory } from "./endpoints/index.ts";
import { moveAddresses } from "./endpoints/move.ts";
import { SimulatorError } from "./errors.ts";
import { PlannedFaults } from "./faults.ts";
import { createFolders } from "./folders.ts";
import { LocalInspectors } from "./inspectors/index.ts";
import { createLogs } from "./logs.ts";
import { findHolder } from "./process/registry.ts";
import { createSandboxes } from "./sandboxes.ts";

export interface WorldOptions {
  /** The folder for everything durable, or `":memory:"` for none. */
  readonly data: string;
  /** Whether deployed resources work, or are only recorded. */
  readonly live: boolean;
  /** @default the machine's time */
  readonly clock?: Clock;
  /** The first port for endpoints; 0 lets the system choose. @default the variable `FOURFOLD_PORT`, or 4510; 0 without a folder */
  readonly basePort?: number;
  /** The first port for debuggers, one for each function. @default debugging is off */
  readonly inspectPort?: number;
  /** The folder that relative paths of assets start from. @default the process's folder */
  readonly root?: string;
}

/** A world, and what its owner can do with it. */
export interface OwnedWorld extends World {
  readonly store: DurableStore;
  readonly faults: PlannedFaults;
  /** What went wrong with deployed resources, the oldest first. */
  readonly problems: readonly string[];
  report(problem: string): void;
  /** Moves addresses to the requested range of ports, in everything that contains them. */
  moveAddresses(): Promise<void>;
  /** @see LocalEndpoints.endFaulty */
  endFaulty(error: unknown): boolean;
  end(): Promise<void>;
}

/** The first port if the options have none. `FOURFOLD_PORT` separates what runs at the same time on one machine, such as CI jobs. */
function defaultBasePort(): number {
  const { FOURFOLD_PORT: given = "4510" } = process.env;
  if (/^\d+$/.test(given) && Number(given) <= 65_535) return Number(given);
  throw new SimulatorError(
    "ERR_USAGE",
    `FOURFOLD_PORT is "${given}", which is not a port: set a number up to 65535, such as 8000, or unset it.`,
  );
}

const mostProblems = 100;

/**
 * Creates everything that simulated services share.
 * @throws SimulatorError `ERR_BUSY` or `ERR_STORE` when the folder cannot be used, `ERR_USAGE` when `FOURFOLD_PORT` is not a port.
 */
export function openWorld(options: WorldOptions): OwnedWorld {
  const { data, live, clock = createClock(), root = process.cwd() } = options;
  const basePort = options.basePort ?? (data === ":memory:" ? 0 : defaultBasePort());
  const { database, store } = openStore(data);
  const problems: string[] = [];
  const report = (problem: string): void => {
    problems.push(problem);
    if (problems.length > mostProblems) problems.shift();
  };
  const sandboxes = createSandboxes();
  const logs = createLogs();
  const folders = createFolders(data, sandboxes);
  const endpoints = new LocalEndpoints({
    ...{ ports: portMemory(store, "port:"), basePort, live, report, describeHolder },
    openFolder: () => folders.open("tls"),
    tell: ({ cloud, key }, text) => logs.append({ cloud, group: key, time: clock.now(), text }),
  });
  const inspectors = new LocalInspectors({
    basePort: live ? options.inspectPort : undefined,
    ports: portMemory(store, "inspector:"),
    report,
  });
  return {
    ...{ root, store, clock, live, endpoints, inspectors, sandboxes, folders, problems, report },
    code: createCode(database, root),
    faults: new PlannedFaults(),
    logs,
    async moveAddresses() {
      if (!live || options.basePort === undefined || options.basePort === 0) return;
      const moves = await endpoints.move();
      if (moves.size > 0) moveAddresses(store, moves);
    },
    endFaulty: (error) => endpoints.endFaulty(error),
    async end() {
      await endpoints.closeAll();
      await inspectors.closeAll();
      await sandboxes.clear();
      database.close();
    },
  };
}

async function describeHolder(port: number): Promise<string | undefined> {
  const holder = await findHolder(port);
  if (holder === undefined) return undefined;
  return `the simulated clouds of ${holder.root} (process ${holder.pid}). Stop them there with \`npx fourfold stop\``;
}

function openStore(data: string): { readonly database: Database; readonly store: DurableStore } {
  const database = openDatabase(data === ":memory:" ? data : join(data, "simulator.db"));
  try {
    dropUnused(database);
    return { database, store: new DurableStore(database) };
  } catch (error) {
    // An open database would keep its lock, and nothing else could open it.
    database.close();
    throw error;
  }
}

function portMemory(store: DurableStore, prefix: string): PortMemory {
  return {
    get(key) {
      const port = store.getValue(prefix + key);
      return port === undefined ? undefined : Number(port);
    },
    set: (key, port) => store.putValue(prefix + key, port === undefined ? undefined : String(port)),
    all: () => new Map([...store.values(prefix)].map(([key, port]) => [key.slice(prefix.length), Number(port)])),
    taken: (port) => [...store.values(prefix).values()].includes(String(port)),
  };
}
