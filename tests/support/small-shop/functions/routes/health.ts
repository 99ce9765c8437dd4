import { Hono } from "hono";

/** `GET /health`, as the shop has it. */
export function healthRoutes(taxes: Readonly<Record<string, number>>): Hono {
  return new Hono().get("/", (c) => {
    const dependencies = { taxes: taxes.DE === undefined ? { state: "down" } : { state: "up" } };
    const isUp = dependencies.taxes.state === "up";
    return c.json({ state: isUp ? "up" : "down", dependencies }, isUp ? 200 : 503);
  });
}
