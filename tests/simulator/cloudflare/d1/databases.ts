import type { Deployed, Deployment } from "../../deployment.ts";
import { accountId, databaseToken, deployWorker, workersDev } from "../account.ts";

export type Row = Readonly<Record<string, unknown>>;

/** What `meta` and `results` of a statement are, as far as tests look at them. */
export interface Result {
  readonly results: readonly Row[];
  readonly meta: Readonly<Record<"changes" | "last_row_id" | "rows_read" | "rows_written" | "size_after", number>>;
}

/** A value that JSON does not have is asked for by its name. */
export type Asked = string | number | boolean | null | { readonly make: keyof typeof made };

const made = {
  nan: "NaN",
  infinity: "Infinity",
  minusZero: "-0",
  bytes: "new Uint8Array([0, 255])",
  bigint: "7n",
  missing: "undefined",
  object: "({})",
} as const;

/** Runs what a request asks of its database, one statement or several as a batch, and answers what that says, or the error. */
const asker = `
const made = { ${Object.entries(made).map(([name, value]) => `${name}: ${value}`)} };
const toValue = (value) => (value?.make === undefined ? value : made[value.make]);
export default {
  async fetch(request, env) {
    const { statements, exec } = await request.json();
    try {
      if (exec !== undefined) return Response.json(await env.DB.exec(exec));
      const prepared = statements.map(([sql, ...values]) => env.DB.prepare(sql).bind(...values.map(toValue)));
      return Response.json(prepared.length === 1 ? [await prepared[0].all()] : await env.DB.batch(prepared));
    } catch (error) {
      return new Response(error.message, { status: 500 });
    }
  },
};`;

export type Statement = readonly [sql: string, ...values: readonly Asked[]];

export function createDatabase(cloudflare: Deployment, name = "orders"): Promise<Deployed> {
  return cloudflare.create(databaseToken, name, { accountId, name, readReplication: { mode: "disabled" } });
}

/** Deploys a Worker that is bound to a database as `DB`. */
export function deployAsker(
  cloudflare: Deployment,
  databaseId: string,
  scriptName = "api",
  more = "",
): Promise<Deployed> {
  const bindings = [{ type: "d1", name: "DB", databaseId }];
  return deployWorker(cloudflare, `${asker}${more}`, { scriptName, bindings });
}

async function post(cloudflare: Deployment, scriptName: string, body: object): Promise<string> {
  const response = await fetch(workersDev(cloudflare, scriptName), { method: "POST", body: JSON.stringify(body) });
  const text = await response.text();
  if (response.ok) return text;
  throw new Error(text);
}

/** Runs statements by the Worker, more than one as a batch. @throws Error with what the binding throws. */
export async function ask(
  cloudflare: Deployment,
  statements: readonly Statement[],
  scriptName = "api",
): Promise<readonly Result[]> {
  return JSON.parse(await post(cloudflare, scriptName, { statements }));
}

/** The rows of one statement. */
export async function rows(cloudflare: Deployment, ...statement: Statement): Promise<readonly Row[]> {
  return (await ask(cloudflare, [statement])).flatMap(({ results }) => results);
}

export async function execute(cloudflare: Deployment, exec: string): Promise<Row> {
  return JSON.parse(await post(cloudflare, "api", { exec }));
}
