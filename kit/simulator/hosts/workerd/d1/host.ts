import { createHash, createHmac, randomBytes } from "node:crypto";
import { rm } from "node:fs/promises";
import { request as send } from "node:http";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import type { World } from "../../../contract.ts";
import { Guard } from "../../guard.ts";
import { databaseHeader } from "../bindings.ts";
import { asModule } from "../edge.ts";
import { portOf } from "../runtime.ts";
import { startWorkerd, type Workerd } from "../workerd.ts";

/** What is asked of a database, in the form in which workerd's binding asks Cloudflare's. */
export interface DatabaseCall {
  /** `/query?resultsFormat=ROWS_AND_COLUMNS` */
  readonly path: string;
  readonly body: string;
}

/** Where a session is: https://developers.cloudflare.com/d1/best-practices/read-replication/ */
export const bookmarkHeader = "x-cf-d1-session-commit-token";

export interface DatabaseAnswer {
  readonly body: string;
  /** @default the call has failed */
  readonly bookmark?: string;
}

/** "Maximum SQL query duration", also of a batch, in milliseconds. https://developers.cloudflare.com/d1/platform/limits/ */
const longestQuery = 30_000;

/** https://developers.cloudflare.com/d1/observability/debug-d1/#error-list */
const tooLong = failure("D1 DB storage operation exceeded timeout which caused object to be reset.");
export const lost = "Network connection lost.";

const workerName = "simulator:databases";
const objectsBinding = "objects";
const secretBinding = "secret";

/** Leads each call to the object that is its database. */
const leader = `
export default {
  fetch(request, { ${objectsBinding}: objects, ${secretBinding}: secret }) {
    if (request.headers.get("authorization") !== secret) return new Response(null, { status: 401 });
    const name = request.headers.get("${databaseHeader}");
    return objects.get(objects.idFromName(name)).fetch(request, { cf: { miniflare: { name } } });
  },
};`;

const pluginName = "simulated-database-objects";

/** How Miniflare calls what databases are: https://github.com/cloudflare/workers-sdk/blob/main/packages/miniflare/src/plugins/d1/index.ts */
const objects = {
  className: "D1DatabaseObject",
  serviceName: "d1:db",
  uniqueKey: "miniflare-D1DatabaseObject",
} as const;

/** What Miniflare asks of a plugin: a binding to all databases, where its own are to one each. */
export const plugins = {
  [pluginName]: {
    getBindings: () => [
      {
        name: objectsBinding,
        durableObjectNamespace: { className: objects.className, serviceName: objects.serviceName },
      },
    ],
    getNodeBindings: () => ({}),
    getServices: () => [],
  },
};

interface Running {
  readonly workerd: Workerd;
  readonly port: number;
}

/**
 * Runs all databases in one workerd process of their own, started with the first query: their files have one owner, whatever
 * Workers there are and whenever these are deployed.
 */
export class DatabaseHost {
  readonly #world: Pick<World, "folders" | "sandboxes" | "clock">;
  readonly #guard = new Guard();
  readonly #secret = randomBytes(32).toString("base64url");
  #running: Promise<Running> | undefined;
  #ending = Promise.resolve();

  constructor(world: Pick<World, "folders" | "sandboxes" | "clock">) {
    this.#world = world;
  }

  /** Resolves also when the call has failed: the answer says why. */
  async query(database: string, call: DatabaseCall): Promise<DatabaseAnswer> {
    const { port } = await this.#run();
    const { promise: late, resolve } = Promise.withResolvers<DatabaseAnswer>();
    const cancel = this.#world.clock.after(longestQuery, () => {
      resolve({ body: tooLong });
      // SQLite does not stop a query that runs. What others had under way is lost with it.
      void this.#end();
    });
    return Promise.race([late, this.#send(port, database, call)]).finally(cancel);
  }

  /** Deletes the files of a database. No other one has ever its id. */
  async remove(database: string): Promise<void> {
    const folder = join(await this.#world.folders.open("cloudflare"), "d1", objects.uniqueKey);
    const file = join(folder, `${objectId(database)}.sqlite`);
    await Promise.all(["", "-wal", "-shm"].map((end) => rm(`${file}${end}`, { force: true })));
  }

  async stop(): Promise<void> {
    await this.#end();
    this.#guard.stop();
  }

  /** Ends the process, which the next query starts again. */
  #end(): Promise<void> {
    const running = this.#running;
    this.#running = undefined;
    if (running === undefined) return this.#ending;
    // Of one that cannot start nothing is left to end. Who waits for it is told why.
    this.#ending = running.then(
      ({ workerd }) => workerd.end(),
      () => undefined,
    );
    return this.#ending;
  }

  #run(): Promise<Running> {
    if (this.#running !== undefined) return this.#running;
    const running = this.#start();
    this.#running = running;
    const forget = (): void => {
      if (this.#running === running) this.#running = undefined;
    };
    // One that was killed leaves what surrounded it.
    running.then(({ workerd }) => workerd.exited.then(() => workerd.end()).finally(forget), forget);
    return running;
  }

  async #start(): Promise<Running> {
    // Files have one owner.
    await this.#ending;
    const workerd = await startWorkerd({ ...this.#world, guard: this.#guard }, (newestDate) => ({
      workers: [
        {
          name: workerName,
          ...asModule("databases.js", leader),
          compatibilityDate: newestDate,
          bindings: { [secretBinding]: `Bearer ${this.#secret}` },
          // Lets Miniflare make what databases are.
          d1Databases: ["unused"],
          unsafeBindings: [
            {
              ...{ name: objectsBinding, type: pluginName, options: {} },
              plugin: { package: import.meta.filename, name: pluginName },
            },
          ],
          unsafeDirectSockets: [{ host: "127.0.0.1", port: 0 }],
        },
      ],
    }));
    return { workerd, port: portOf(await workerd.miniflare.unsafeGetDirectURL(workerName)) };
  }

  /** Without an answer, because the process has ended, the connection is lost. */
  #send(port: number, database: string, { path, body }: DatabaseCall): Promise<DatabaseAnswer> {
    const headers = { authorization: `Bearer ${this.#secret}`, [databaseHeader]: database };
    return new Promise((resolve) => {
      const fail = (): void => resolve({ body: failure(lost) });
      // A connection of its own: a kept one may be closed by workerd just when it is used again.
      const request = send({ host: "127.0.0.1", port, path, method: "POST", headers, agent: false }, (response) => {
        const bookmark = response.headers[bookmarkHeader];
        const more = typeof bookmark === "string" ? { bookmark } : {};
        text(response).then((body) => resolve({ body, ...more }), fail);
      });
      request.once("error", fail).end(body);
    });
  }
}

/** A call that has failed, as D1 answers it. */
export function failure(error: string): string {
  return JSON.stringify({ success: false, error });
}

/** The name of a database's file: https://github.com/cloudflare/workers-sdk/blob/main/packages/miniflare/src/plugins/shared/index.ts */
function objectId(name: string): string {
  const key = createHash("sha256").update(objects.uniqueKey).digest();
  const hash = (data: string | Buffer): Buffer => createHmac("sha256", key).update(data).digest().subarray(0, 16);
  const first = hash(name);
  return Buffer.concat([first, hash(first)]).toString("hex");
}
