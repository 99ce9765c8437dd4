import { randomBytes } from "node:crypto";
import { textAt } from "../../../contract/read.ts";
import type { Clock, StoredResource } from "../../../contract.ts";
import type { DocumentKey } from "../../../engines/documents.ts";
import { type Document, nameOf } from "./data/documents.ts";
import { contention, invalid } from "./errors.ts";

/** "270 seconds", "with a 60-second idle expiration time": https://cloud.google.com/firestore/quotas#writes_and_transactions */
const limits = { whole: 270_000, idle: 60_000 } as const;

/** How many milliseconds a write waits for the locks of transactions. The vendor does not say. */
const longestWait = 10_000;

interface Transaction {
  readonly id: string;
  readonly database: string;
  readonly isReadOnly: boolean;
  /** Whether what it has read is locked until it ends. */
  readonly locks: boolean;
  readonly begun: number;
  /** When it was used last. */
  used: number;
  /** Whether its commit waits for others. */
  waits: boolean;
  /** When each document that it has read had changed, by its name. */
  readonly reads: Map<string, number | undefined>;
  readonly ended: PromiseWithResolvers<void>;
}

/** What is to be written. */
interface Commit<T> {
  readonly database: string;
  readonly keys: readonly DocumentKey[];
  /** The transaction that is committed. @default none */
  readonly id: string | undefined;
  /** When a document has changed, by its name. */
  updatedOf(name: string): number | undefined;
  carryOut(): T;
}

/**
 * Transactions that have begun. They are kept in memory: an API that restarts ends them.
 * https://cloud.google.com/firestore/docs/transaction-data-contention
 */
export class Transactions {
  readonly #clock: Clock;
  readonly #all = new Map<string, Transaction>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** @param isReadOnly - Then it never meets another one. @returns its id. */
  begin(database: StoredResource, isReadOnly: boolean): string {
    for (const one of [...this.#all.values()].filter((each) => this.#isOver(each))) this.#end(one);
    const id = randomBytes(24).toString("base64");
    const now = this.#clock.now();
    const locks = textAt(database.outputs, "concurrencyMode") !== "OPTIMISTIC";
    const ended = Promise.withResolvers<void>();
    const times = { begun: now, used: now };
    this.#all.set(id, {
      id,
      database: database.id,
      isReadOnly,
      locks,
      ...times,
      waits: false,
      reads: new Map(),
      ended,
    });
    return id;
  }

  /** Notes what a transaction has read. @throws CloudError `INVALID_ARGUMENT` for one that is not there. */
  read(id: string, database: string, key: DocumentKey, document: Document | undefined): void {
    const { isReadOnly, reads } = this.#require(id, database);
    const name = nameOf(database, key);
    if (!isReadOnly && !reads.has(name)) reads.set(name, document?.updated);
  }

  end(id: string, database: string): void {
    this.#end(this.#require(id, database));
  }

  /**
   * Lets a write happen, when no other transaction holds what it changes, and ends the transaction that it commits.
   *
   * @throws CloudError `ABORTED` when what that has read is not so any more, or another holds what it changes for too long.
   */
  async commit<T>({ database, keys, id, updatedOf, carryOut }: Commit<T>): Promise<T> {
    const own = id === undefined ? undefined : this.#require(id, database);
    try {
      const names = keys.map((key) => nameOf(database, key));
      await this.#waitForLocks(names, own);
      const isStale = [...(own?.reads ?? [])].some(([name, updated]) => updatedOf(name) !== updated);
      if (isStale) throw contention();
      return carryOut();
    } finally {
      if (own !== undefined) this.#end(own);
    }
  }

  async #waitForLocks(names: readonly string[], own: Transaction | undefined): Promise<void> {
    const until = this.#clock.now() + longestWait;
    for (let holder = this.#holderOf(names, own); holder !== undefined; holder = this.#holderOf(names, own)) {
      // Two that wait for each other would wait for ever.
      const isDeadlock = own !== undefined && holder.waits;
      if (isDeadlock || this.#clock.now() >= until) throw contention();
      if (own !== undefined) own.waits = true;
      const { promise: late, resolve } = Promise.withResolvers<void>();
      const cancel = this.#clock.after(until - this.#clock.now(), resolve);
      await Promise.race([holder.ended.promise, late]);
      cancel();
    }
  }

  #holderOf(names: readonly string[], own: Transaction | undefined): Transaction | undefined {
    return [...this.#all.values()].find(
      (one) => one !== own && one.locks && !this.#isOver(one) && names.some((name) => one.reads.has(name)),
    );
  }

  #require(id: string, database: string): Transaction {
    const found = this.#all.get(id);
    if (found === undefined || found.database !== database || this.#isOver(found)) {
      throw invalid("The referenced transaction has expired or is no longer valid.");
    }
    found.used = this.#clock.now();
    return found;
  }

  #isOver({ begun, used }: Transaction): boolean {
    const now = this.#clock.now();
    return now - begun >= limits.whole || now - used >= limits.idle;
  }

  #end(transaction: Transaction): void {
    this.#all.delete(transaction.id);
    transaction.ended.resolve();
  }
}
