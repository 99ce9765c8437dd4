import { once } from "node:events";
import { createServer } from "node:http";
import { json } from "node:stream/consumers";
import { type Cloud, clouds } from "fourfold";
import * as v from "valibot";

const Report = v.object({ key: v.string(), id: v.string() });

/** What is known of the messages of one cloud. */
export class Account {
  /** The ids that `send` has returned. */
  readonly accepted = new Set<string>();
  /** How often messages were processed, by id: also those whose sender never heard that they were accepted. */
  readonly processed = new Map<string, number>();
  /** The keys of messages that were processed. */
  readonly keys = new Set<string>();
  /** The reasons of dead letters, by id. */
  readonly dead = new Map<string, string>();
  /** The codes of errors by which messages were refused for good, by key: they are not sent. */
  readonly refused = new Map<string, string>();
  /** How many messages were sent of which the sender does not know whether they were accepted. */
  unknown = 0;

  processing({ key, id }: v.InferOutput<typeof Report>): void {
    this.keys.add(key);
    this.processed.set(id, (this.processed.get(id) ?? 0) + 1);
  }

  /** Those that were accepted, and neither processed nor found in the dead letters. */
  get missing(): readonly string[] {
    return [...this.accepted].filter((id) => !this.processed.has(id) && !this.dead.has(id));
  }

  /** How often messages were processed beyond once. */
  get duplicates(): number {
    return [...this.processed.values()].reduce((sum, count) => sum + count - 1, 0);
  }
}

/** Writes down outside of the simulated clouds what functions have processed, so that nothing is lost when those are killed. */
export interface Ledger extends Disposable {
  readonly accounts: Readonly<Record<Cloud, Account>>;
  /** Where a function tells what it has processed. */
  addressOf(cloud: Cloud): string;
}

/** Opens the ledger on a free port of 127.0.0.1. */
export async function openLedger(): Promise<Ledger> {
  const accounts = { aws: new Account(), gcp: new Account(), azure: new Account(), cloudflare: new Account() };
  const server = createServer(async (request, response) => {
    const cloud = clouds.find((one) => request.url === `/${one}`);
    try {
      const report = v.parse(Report, await json(request));
      if (cloud !== undefined) accounts[cloud].processing(report);
      response.writeHead(cloud === undefined ? 404 : 204).end();
    } catch {
      // Whoever tells it was killed in the middle of the word.
      response.destroy();
    }
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = Object(server.address());
  return {
    accounts,
    addressOf: (cloud) => `http://127.0.0.1:${port}/${cloud}`,
    [Symbol.dispose]() {
      server.close();
      server.closeAllConnections();
    },
  };
}
