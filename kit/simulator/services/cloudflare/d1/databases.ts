import { isRecord, parseJson, requiredText, textAt } from "../../../contract/read.ts";
import type { Properties, Reference, StoredResource, World } from "../../../contract.ts";
import { CloudError } from "../../../contract.ts";
import type { DatabaseBroker } from "../../../hosts/workerd/d1/door.ts";
import { type DatabaseAnswer, type DatabaseCall, DatabaseHost } from "../../../hosts/workerd/d1/host.ts";
import { databaseToken } from "../tokens.ts";
import { notFound, queryError } from "./errors.ts";

/** One statement, in the form in which bindings send it. */
export interface Statement {
  readonly sql: string;
  readonly params: readonly unknown[];
}

/** How rows are answered: https://github.com/cloudflare/workerd/blob/main/src/cloudflare/internal/d1-api.ts */
export type ResultsFormat = "ARRAY_OF_OBJECTS" | "ROWS_AND_COLUMNS";

/** Every database, and what it does not take. */
export class Databases implements DatabaseBroker {
  readonly #world: World;
  readonly host: DatabaseHost;

  constructor(world: World) {
    this.#world = world;
    this.host = new DatabaseHost(world);
  }

  async query(id: string, call: DatabaseCall): Promise<DatabaseAnswer> {
    if (this.#world.store.get(databaseToken, id) === undefined) throw notFound(id);
    return this.host.query(id, call);
  }

  /** Runs statements as one transaction, for somebody who is no Worker. @throws CloudError when one of them fails. */
  async run(id: string, statements: readonly Statement[], format: ResultsFormat): Promise<readonly Properties[]> {
    const call = { path: `/query?resultsFormat=${format}`, body: JSON.stringify(statements) };
    const answer = parseJson((await this.query(id, call)).body);
    if (Array.isArray(answer)) return answer.filter(isRecord);
    throw queryError(textAt(answer, "error") ?? "internal error");
  }
}

export function databaseWithId({ store }: World, account: string, id: string): StoredResource | undefined {
  return store.find(databaseToken, (one) => one.id === id && textAt(one.inputs, "accountId") === account)[0];
}

/** A database of the account that a Worker is in, by its id. https://github.com/cloudflare/workers-sdk/issues/14285 */
export function toDatabase(property: "databaseId" | "id"): Reference {
  return {
    find: (id, { inputs }, world) => databaseWithId(world, requiredText(inputs, "accountId"), id),
    missing: (id, { inputs }) => {
      const bindings: readonly unknown[] = Array.isArray(inputs.bindings) ? inputs.bindings : [];
      const name = textAt(
        bindings.find((one) => textAt(one, property) === id),
        "name",
      );
      return new CloudError(
        "10181",
        `D1 binding '${name}' references database '${id}' which was not found. Verify the database exists in your account and that the database_id in your configuration is correct.`,
        400,
      );
    },
  };
}
