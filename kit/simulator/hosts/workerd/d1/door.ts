import type { IncomingMessage, ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { CloudError, type Faults } from "../../../contract.ts";
import { Door, type DoorAddress } from "../../door.ts";
import { databaseHeader } from "../bindings.ts";
import { bookmarkHeader, type DatabaseAnswer, type DatabaseCall, failure, lost } from "./host.ts";

/** Answers what bindings ask of databases. */
export interface DatabaseBroker {
  /**
   * @param database - Its id.
   * @throws CloudError with the words of a `D1_ERROR` when it does not take the call.
   */
  query(database: string, call: DatabaseCall): Promise<DatabaseAnswer>;
}

/** https://developers.cloudflare.com/d1/observability/debug-d1/#error-list */
export const overloaded = new CloudError("7429", "D1 DB is overloaded. Too many requests queued.", 429);

/** Takes what bindings to databases ask, in the form that workerd gives it. */
export class DatabaseDoor {
  readonly #broker: DatabaseBroker;
  readonly #faults: Faults;
  readonly #door = new Door((request, response) => this.#handle(request, response));

  private constructor(broker: DatabaseBroker, faults: Faults) {
    this.#broker = broker;
    this.#faults = faults;
  }

  static async open(broker: DatabaseBroker, faults: Faults): Promise<DatabaseDoor> {
    const door = new DatabaseDoor(broker, faults);
    await door.#door.open();
    return door;
  }

  get address(): DoorAddress {
    return this.#door.address;
  }

  close(): void {
    this.#door.close();
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!this.#door.admits(request)) return void response.writeHead(401).end();
    try {
      const { body, bookmark } = await this.#answer(request, await text(request));
      const headers = bookmark === undefined ? {} : { [bookmarkHeader]: bookmark };
      response.writeHead(200, { "content-type": "application/json", ...headers }).end(body);
    } catch (error) {
      response.destroy();
      throw error;
    }
  }

  /** What a database or the simulator refuses is an answer: the binding throws what it says. */
  async #answer({ url = "/", headers }: IncomingMessage, body: string): Promise<DatabaseAnswer> {
    let answer: Promise<DatabaseAnswer> | undefined;
    // Nothing on the way repeats a call but D1 itself, and that only what reads: nobody sees it.
    // https://developers.cloudflare.com/d1/best-practices/retry-queries/
    const once = (): Promise<DatabaseAnswer> => {
      answer ??= this.#broker.query(String(headers[databaseHeader]), { path: url, body });
      return answer;
    };
    try {
      return (await this.#faults.around("cloudflare", once, overloaded)) ?? { body: failure(lost) };
    } catch (error) {
      if (error instanceof CloudError) return { body: failure(error.message) };
      throw error;
    }
  }
}
