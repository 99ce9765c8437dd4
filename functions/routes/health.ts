import type { Can } from "fourfold";
import { MessageError, SecretError, TableError } from "fourfold/runtime";
import { Hono } from "hono";
import * as v from "valibot";
import { ShippingTable } from "../model/prices/shipping.ts";
import { TaxTable } from "../model/prices/tax.ts";
import type { shop } from "../shop.ts";

type Watched = Can<
  typeof shop,
  {
    taxes: ["read"];
    shipping: ["read"];
    signing: ["read"];
    invitation: ["read"];
    users: ["read"];
    emails: ["read"];
    products: ["read"];
    stock: ["read"];
    orders: ["read"];
    reports: ["read"];
  }
>;

/** The state of a dependency, and the reason. */
interface Health {
  readonly state: "up" | "down";
  readonly reason?: string;
}

/** How long a dependency may take to answer, in milliseconds. */
const patience = 3_000;

/** What is looked for where it is not: that costs least, and shows that it can be looked for. */
const none = "health";

function check(schema: v.GenericSchema, value: unknown): Health {
  const { issues } = v.safeParse(schema, value);
  return issues === undefined
    ? { state: "up" }
    : { state: "down", reason: issues.map(({ message }) => message).join("; ") };
}

/** The code of an error, and not its text: anybody may ask for the health. */
function reasonOf(error: unknown): string {
  const isOurs = error instanceof TableError || error instanceof SecretError || error instanceof MessageError;
  return isOurs ? error.code : "Failed";
}

async function ask(read: () => Promise<unknown>): Promise<Health> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<Health>((resolve) => {
    timer = setTimeout(() => resolve({ state: "down", reason: "Late" }), patience);
  });
  const answer = read().then(
    (): Health => ({ state: "up" }),
    (error: unknown): Health => ({ state: "down", reason: reasonOf(error) }),
  );
  const health = await Promise.race([answer, late]);
  clearTimeout(timer);
  return health;
}

/**
 * `GET /health`: 200 when everything that the shop needs is up, otherwise 503; with the state of each dependency, which is asked for
 * something cheap.
 */
export function healthRoutes(links: Watched): Hono {
  const { users, emails, products, stock, orders, reports, signing, invitation } = links;
  const reads: Readonly<Record<string, () => Promise<unknown>>> = {
    signing: () => signing.get(),
    invitation: () => invitation.get(),
    users: () => users.get({ id: none }),
    emails: () => emails.get({ email: none }),
    products: () => products.get({ id: none }),
    stock: () => stock.get({ product: none }),
    orders: () => orders.get({ user: none, entry: none }),
    reports: () => reports.get({ id: none }),
  };
  return new Hono().get("/", async (c) => {
    const asked = Object.entries(reads).map(async ([name, read]) => [name, await ask(read)] as const);
    const dependencies = {
      taxes: check(TaxTable, links.taxes),
      shipping: check(ShippingTable, links.shipping),
      ...Object.fromEntries(await Promise.all(asked)),
    };
    const isUp = Object.values(dependencies).every(({ state }) => state === "up");
    c.header("cache-control", "no-store");
    return c.json({ state: isUp ? "up" : "down", dependencies }, isUp ? 200 : 503);
  });
}
