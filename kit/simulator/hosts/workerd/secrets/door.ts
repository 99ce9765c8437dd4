import type { IncomingMessage, ServerResponse } from "node:http";
import { CloudError, type Faults } from "../../../contract.ts";
import { Door, type DoorAddress } from "../../door.ts";
import { secretHeader } from "../bindings.ts";

/** Answers what bindings ask for secrets. */
export interface SecretBroker {
  /** The value of a secret, by its store and its name there. `undefined`: it does not exist any more. */
  read(secret: string): string | undefined;
}

/** No page says what it throws then. */
const overloaded = new CloudError("429", "Secrets Store: too many requests", 429);

/** Takes what bindings to secrets ask. */
export class SecretDoor {
  readonly #broker: SecretBroker;
  readonly #faults: Faults;
  readonly #door = new Door((request, response) => this.#handle(request, response));

  private constructor(broker: SecretBroker, faults: Faults) {
    this.#broker = broker;
    this.#faults = faults;
  }

  static async open(broker: SecretBroker, faults: Faults): Promise<SecretDoor> {
    const door = new SecretDoor(broker, faults);
    await door.#door.open();
    return door;
  }

  get address(): DoorAddress {
    return this.#door.address;
  }

  close(): void {
    this.#door.close();
  }

  /** 404: there is no such secret; any other failure is its text. */
  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    request.resume();
    if (!this.#door.admits(request)) return void response.writeHead(401).end();
    const secret = String(request.headers[secretHeader]);
    try {
      const answer = await this.#faults.around(
        "cloudflare",
        async () => ({ value: this.#broker.read(secret) }),
        overloaded,
      );
      if (answer === undefined) response.destroy();
      else response.writeHead(answer.value === undefined ? 404 : 200).end(answer.value);
    } catch (error) {
      if (!(error instanceof CloudError)) throw error;
      response.writeHead(error.status).end(error.message);
    }
  }
}
