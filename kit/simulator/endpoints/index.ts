import { AsyncLocalStorage } from "node:async_hooks";
import { writeFile } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import { join } from "node:path";
import type { Endpoint, Endpoints, HttpHandler } from "../contract.ts";
import { messageOf, SimulatorError, systemCode } from "../errors.ts";
import { amqpRefusal } from "./amqp.ts";
import { blockedPorts } from "./blocked.ts";
import { type Certificate, createCertificate } from "./certificate.ts";
import { type Listener, listen } from "./listener.ts";

/** How many ports above the first one are tried. */
const range = 1_000;

/** Remembers the ports of keys between runs. */
export interface PortMemory {
  get(key: string): number | undefined;
  /** @param port - `undefined` forgets it. */
  set(key: string, port: number | undefined): void;
  /** Whether another key has this port. */
  taken(port: number): boolean;
  /** Every key with its port. */
  all(): ReadonlyMap<string, number>;
}

export interface EndpointOptions {
  readonly ports: PortMemory;
  /** The first port that is tried; 0 lets the system choose. */
  readonly basePort: number;
  /** `false`: addresses are reserved, but nothing listens. */
  readonly live: boolean;
  /** Describes, for people, who uses a port. @default another program */
  describeHolder?(port: number): Promise<string | undefined>;
  /** Returns the folder for the certificate that programs have to trust. */
  openFolder(): Promise<string>;
  /** Tells those who read a cloud's log something about one of its endpoints. */
  tell(endpoint: Endpoint, message: string): void;
  /** Receives what went wrong in a handler. */
  report(message: string): void;
}

/** What belongs to a key: a listening port and, once the endpoint is open, its handler. */
interface Slot {
  readonly port: number;
  readonly listener?: Listener;
  endpoint?: Endpoint;
  handler?: HttpHandler;
}

/** One request, and its response. */
interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

/** Endpoints that can be closed together. */
export class LocalEndpoints implements Endpoints {
  readonly #options: EndpointOptions;
  readonly #slots = new Map<string, Promise<Slot>>();
  readonly #open = new Map<string, Endpoint>();
  readonly #exchange = new AsyncLocalStorage<Exchange>();
  #certificate: Promise<Certificate> | undefined;
  #certificateFile: Promise<string> | undefined;

  constructor(options: EndpointOptions) {
    this.#options = options;
  }

  async reserve(key: string): Promise<string> {
    return urlOf(await this.#slot(key));
  }

  async open(endpoint: Omit<Endpoint, "url">, handler: HttpHandler): Promise<Endpoint> {
    const slot = await this.#slot(endpoint.key, endpoint.isInternal);
    const opened = { ...endpoint, url: urlOf(slot) };
    slot.handler = handler;
    slot.endpoint = opened;
    this.#open.set(endpoint.key, opened);
    return opened;
  }

  async close(key: string): Promise<void> {
    const slot = this.#slots.get(key);
    this.#slots.delete(key);
    this.#open.delete(key);
    await (await slot)?.listener?.close();
  }

  certificateFile(): Promise<string> {
    this.#certificateFile ??= this.#writeCertificate();
    return this.#certificateFile;
  }

  async #writeCertificate(): Promise<string> {
    const file = join(await this.#options.openFolder(), "certificate.pem");
    await writeFile(file, (await this.#showCertificate()).cert);
    return file;
  }

  #showCertificate(): Promise<Certificate> {
    this.#certificate ??= createCertificate();
    return this.#certificate;
  }

  list(): readonly Endpoint[] {
    return [...this.#open.values()];
  }

  /**
   * Ends the exchange in which an uncaught error was thrown, for example in a callback of a stream: one faulty exchange costs
   * one response, whatever code is at fault.
   * @returns Whether the error comes from an exchange.
   */
  endFaulty(error: unknown): boolean {
    const exchange = this.#exchange.getStore();
    if (exchange !== undefined) this.#fail(exchange, error);
    return exchange !== undefined;
  }

  async closeAll(): Promise<void> {
    await Promise.all([...this.#slots.keys()].map((key) => this.close(key)));
  }

  #slot(key: string, isInternal = false): Promise<Slot> {
    const existing = this.#slots.get(key);
    if (existing !== undefined) return existing;
    const slot = this.#createSlot(key, isInternal);
    this.#slots.set(key, slot);
    // The next call tries again.
    slot.catch(() => this.#slots.delete(key));
    return slot;
  }

  /** Listens at once, even if the port is only reserved, so that nothing else takes it meanwhile. */
  async #createSlot(key: string, isInternal: boolean): Promise<Slot> {
    const { ports } = this.#options;
    const before = ports.get(key);
    const slot = before === undefined ? await this.#nextFree(isInternal) : await this.#tryPort(before);
    if (slot === undefined) throw before === undefined ? this.#noneFree() : await this.#inUse(key, before);
    ports.set(key, slot.port);
    return slot;
  }

  async #tryPort(port: number): Promise<Slot | undefined> {
    return this.#options.live ? this.#listen(port) : { port };
  }

  async #nextFree(isInternal: boolean): Promise<Slot | undefined> {
    const { ports, basePort } = this.#options;
    if (basePort === 0) return this.#tryPort(0);
    for (let at = 0; at < range; at++) {
      const port = basePort + (isInternal ? range - 1 - at : at);
      const slot = blockedPorts.has(port) || ports.taken(port) ? undefined : await this.#tryPort(port);
      if (slot !== undefined) return slot;
    }
    return undefined;
  }

  /** Another port would not do: the address is in the outputs of what was deployed, and in what programs derived from them. */
  async #inUse(key: string, port: number): Promise<SimulatorError> {
    const holder = (await this.#options.describeHolder?.(port)) ?? "another program. Stop that program";
    return new SimulatorError(
      "ERR_PORT",
      `Port ${port} of ${key} is in use by ${holder}, move the addresses of this project with \`--port ${port + range}\`, ` +
        "or forget what is deployed here with `npx fourfold stop --reset`.",
    );
  }

  /**
   * Gives new ports to the keys whose port is outside the range that starts at the first port.
   * @returns The new ports by the old ones.
   */
  async move(): Promise<ReadonlyMap<number, number>> {
    const { ports, basePort } = this.#options;
    const moves = new Map<number, number>();
    for (const [key, port] of ports.all()) {
      if (port >= basePort && port < basePort + range) continue;
      ports.set(key, undefined);
      moves.set(port, (await this.#slot(key)).port);
    }
    return moves;
  }

  #noneFree(): SimulatorError {
    const { basePort } = this.#options;
    return new SimulatorError(
      "ERR_PORT",
      `No port from ${basePort} to ${basePort + range - 1} is free. ` +
        "Stop a program that uses them, or choose another base port.",
    );
  }

  async #listen(port: number): Promise<Slot | undefined> {
    // Requests can only come once the listener exists, and with it the slot.
    const slot: { value?: Slot } = {};
    try {
      const listener = await listen(port, {
        handler: (request, response) => {
          const exchange = { request, response };
          void this.#exchange.run(exchange, () => this.#answer(slot.value, exchange));
        },
        certificate: () => this.#showCertificate(),
        refusedAmqp: () => slot.value?.endpoint && this.#options.tell(slot.value.endpoint, amqpRefusal()),
      });
      slot.value = { port: listener.port, listener };
      return slot.value;
    } catch (error) {
      const code = systemCode(error);
      if (code === "EADDRINUSE" || code === "EACCES") return undefined;
      throw error;
    }
  }

  async #answer(slot: Slot | undefined, { request, response }: Exchange): Promise<void> {
    try {
      if (slot?.handler !== undefined) return await slot.handler(request, response);
      response.writeHead(503, { "content-type": "text/plain" }).end("Nothing is deployed here yet.\n");
    } catch (error) {
      this.#fail({ request, response }, error);
    }
  }

  #fail({ request, response }: Exchange, error: unknown): void {
    // A client that disconnects in the middle of its request is not an error.
    if (!request.destroyed || request.complete) {
      this.#options.report(`${request.method} ${request.url} failed in the simulator: ${messageOf(error)}`);
    }
    if (response.headersSent) response.destroy();
    else response.writeHead(502, { "content-type": "text/plain" }).end(`The simulator failed: ${messageOf(error)}\n`);
  }
}

function urlOf({ port }: { readonly port: number }): string {
  return `http://127.0.0.1:${port}`;
}
