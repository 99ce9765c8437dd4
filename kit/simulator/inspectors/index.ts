import type { InspectedFunction, Inspector, Inspectors } from "../contract.ts";
import type { PortMemory } from "../endpoints/index.ts";
import { messageOf, systemCode } from "../errors.ts";
import { Relay } from "./relay.ts";

/** How many ports from the first one on are tried. */
const range = 1_000;

export interface InspectorOptions {
  /** The first port for debuggers. @default debugging is off */
  readonly basePort: number | undefined;
  readonly ports: PortMemory;
  /** Receives a message for each function that got no port. */
  report(problem: string): void;
}

interface Slot {
  readonly relay: Relay;
  /** `undefined` when it got no port. */
  readonly listed: Promise<InspectedFunction | undefined>;
}

type Opened = Parameters<Inspectors["open"]>[0];

/** The ports for debuggers: one for each function, the same in every run. */
export class LocalInspectors implements Inspectors {
  readonly #options: InspectorOptions;
  readonly #slots = new Map<string, Slot>();
  /** Ports are assigned in the order in which functions are deployed. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(options: InspectorOptions) {
    this.#options = options;
  }

  get wanted(): boolean {
    return this.#options.basePort !== undefined;
  }

  open(opened: Opened): Inspector | undefined {
    const { basePort } = this.#options;
    if (basePort === undefined) return undefined;
    const known = this.#slots.get(opened.key);
    if (known !== undefined) return known.relay;
    const relay = new Relay();
    const listed = this.#last.then(() => this.#listen(relay, opened, basePort));
    this.#last = listed;
    this.#slots.set(opened.key, { relay, listed });
    return relay;
  }

  async close(key: string): Promise<void> {
    await this.#end(key);
    if (this.wanted) this.#options.ports.set(key, undefined);
  }

  /** Closes every port, to be opened again by a later run. */
  async closeAll(): Promise<void> {
    await Promise.all([...this.#slots.keys()].map((key) => this.#end(key)));
  }

  async list(): Promise<readonly InspectedFunction[]> {
    const all = await Promise.all([...this.#slots.values()].map(({ listed }) => listed));
    return all.filter((one) => one !== undefined).sort((a, b) => a.port - b.port);
  }

  async #end(key: string): Promise<void> {
    const slot = this.#slots.get(key);
    this.#slots.delete(key);
    await slot?.listed;
    slot?.relay.close();
  }

  /** Takes the port that the function had before, or the first free one. A busy port is reported, since editors may be configured with it. */
  async #listen(relay: Relay, opened: Opened, basePort: number): Promise<InspectedFunction | undefined> {
    const { ports, report } = this.#options;
    const busy: number[] = [];
    try {
      for (const port of this.#candidates(opened.key, basePort)) {
        if (await isListening(relay, port)) {
          ports.set(opened.key, port);
          return { ...opened, port, busy };
        }
        busy.push(port);
      }
      report(`No port from ${basePort} to ${basePort + range - 1} is free for debuggers of ${opened.name}.`);
    } catch (error) {
      report(`Debuggers cannot attach to ${opened.name}: ${messageOf(error)}.`);
    }
    return undefined;
  }

  *#candidates(key: string, basePort: number): Generator<number> {
    const { ports } = this.#options;
    const before = ports.get(key);
    const isInRange = before !== undefined && before >= basePort && before < basePort + range;
    if (isInRange) yield before;
    for (let port = basePort; port < basePort + range; port++) if (!ports.taken(port)) yield port;
  }
}

async function isListening(relay: Relay, port: number): Promise<boolean> {
  try {
    await relay.listen(port);
    return true;
  } catch (error) {
    const code = systemCode(error);
    if (code === "EADDRINUSE" || code === "EACCES") return false;
    throw error;
  }
}
