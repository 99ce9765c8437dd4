import type { Can } from "fourfold";
import { SecretError, TableError } from "fourfold/runtime";
import { Hono } from "hono";
import * as v from "valibot";
import { ShippingTable } from "../model/prices/shipping.ts";
import { TaxTable } from "../model/prices/tax.ts";
import type { shop } from "../shop.ts";

type Read = readonly ["read"];

type Watched = Can<typeof shop, Readonly<Record<"taxes" | "shipping" | (typeof asked)[number], Read>>>;

/** The state of a dependency, and the reason. */
interface Health {
  readonly state: "up" | "down";
  readonly reason?: string;
}

/** How long a dependency may take to answer, in milliseconds. */
const patience = 3_000;

/** What can say of itself whether it can be reached. */
const asked = ["signing", "invitation", "users", "emails", "products", "stock", "orders", "reports"] as const;

function check(schema: v.GenericSchema, value: unknown): Health {
  const { issues } = v.safeParse(schema, value);
  return issues === undefined
    ? { state: "up" }
    : { state: "down", reason: issues.map(({ message }) => message).join("; ") };
}

/** The code of an error, and not its text: anybody may ask for the health. */
function reasonOf(error: unknown): string {
  const isOurs = error instanceof TableError || error instanceof SecretError;
  return isOurs ? error.code : "Failed";
}

async function ask(link: { check(): Promise<void> }): Promise<Health> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<Health>((resolve) => {
    timer = setTimeout(() => resolve({ state: "down", reason: "Late" }), patience);
  });
  const answer = link.check().then(
    (): Health => ({ state: "up" }),
    (error: unknown): Health => ({ state: "down", reason: reasonOf(error) }),
  );
  const health = await Promise.race([answer, late]);
  clearTimeout(timer);
  return health;
}

/**
 * `GET /health`: 200 when everything that the shop needs is up, otherwise 503; with the state of each dependency that can be asked for it
 * without doing anything.
 */
export function healthRoutes(links: Watched): Hono {
  return new Hono().get("/", async (c) => {
    const answers = asked.map(async (name) => [name, await ask(links[name])] as const);
    const dependencies = {
      taxes: check(TaxTable, links.taxes),
      shipping: check(ShippingTable, links.shipping),
      ...Object.fromEntries(await Promise.all(answers)),
    };
    const isUp = Object.values(dependencies).every(({ state }) => state === "up");
    c.header("cache-control", "no-store");
    return c.json({ state: isUp ? "up" : "down", dependencies }, isUp ? 200 : 503);
  });
}
