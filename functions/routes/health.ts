import { Hono } from "hono";
import * as v from "valibot";
import type { Terms } from "../model/quote.ts";
import { ShippingTable } from "../model/shipping.ts";
import { TaxTable } from "../model/tax.ts";

/** The state of a dependency, and the reason. */
interface Health {
  readonly state: "up" | "down";
  readonly reason?: string;
}

function check(schema: v.GenericSchema, value: unknown): Health {
  const { issues } = v.safeParse(schema, value);
  return issues === undefined
    ? { state: "up" }
    : { state: "down", reason: issues.map(({ message }) => message).join("; ") };
}

/** `GET /health`: 200 when everything that the shop needs is up, otherwise 503; with the state of each dependency. */
export function health({ taxes, shipping }: Terms): Hono {
  return new Hono().get("/", (c) => {
    const dependencies = { taxes: check(TaxTable, taxes), shipping: check(ShippingTable, shipping) };
    const isUp = Object.values(dependencies).every(({ state }) => state === "up");
    c.header("cache-control", "no-store");
    return c.json({ state: isUp ? "up" : "down", dependencies }, isUp ? 200 : 503);
  });
}
