/** What must compile, and what must not: `npm run check:types` fails when a line marked as wrong is accepted. */
import { type Can, from, functionSet, type Links, param } from "fourfold";
import { deploy } from "fourfold/components";

export const catalog = functionSet("catalog", {
  root: import.meta.url,
  resources: { rates: param<{ eu: number }>(), costs: param<number>() },
  functions: { list: { handler: "./list.ts", http: true } },
  exports: { rates: ["read"] },
});

export const shop = functionSet("shop", {
  root: import.meta.url,
  resources: { flags: param<{ beta: boolean }>(), rates: from(catalog, "rates") },
  functions: {
    api: {
      handler: "./api.ts",
      http: { streaming: true, maxBody: "2 MB", cors: { origins: ["https://shop.example"], maxAge: "1 hour" } },
      memory: "512 MB",
      timeout: "20 seconds",
      links: { flags: ["read"], rates: ["read"] },
    },
    web: { handler: "./web.ts", http: true },
    tick: { handler: "./tick.ts", schedule: "every hour" },
    nightly: {
      handler: "./nightly.ts",
      schedule: { cron: "0 2 * * *", timeZone: "Europe/Vienna" },
      links: { flags: ["read"] },
    },
  },
  routes: { "/api/*": "api", "/*": "web" },
});

/** Links are typed by what was granted. */
export function links(api: Links<typeof shop, "api">, web: Links<typeof shop, "web">): number {
  const some: Can<typeof shop, { flags: ["read"] }> = api;
  some.flags.beta satisfies boolean;
  // @ts-expect-error - web links nothing
  web.flags;
  // @ts-expect-error - not an attribute of the param
  api.flags.betta;
  return api.rates.eu;
}

/** A set with one function, which each wrong use below changes in one place. */
const root = import.meta.url;
const api = { handler: "./api.ts", http: true } as const;
const tick = { handler: "./tick.ts", schedule: "every hour" } as const;
const resources = { flags: param<number>() };

// @ts-expect-error - a parameter must survive JSON
param<{ at: Date }>();
// @ts-expect-error - a parameter must survive JSON
param<() => void>();
// @ts-expect-error - catalog does not export it
from(catalog, "costs");
// @ts-expect-error - a misspelt property of the set
functionSet("x", { root, functionz: {}, functions: { api } });
// @ts-expect-error - a misspelt property of a function
functionSet("x", { root, functions: { api: { ...api, memroy: "1 MB" } } });
// @ts-expect-error - a misspelt property of the trigger
functionSet("x", { root, functions: { api: { handler: "./api.ts", http: { streeming: true } } } });
// @ts-expect-error - a misspelt property of CORS
functionSet("x", { root, functions: { api: { handler: "./api.ts", http: { cors: { origins: "*", orgins: 1 } } } } });
// @ts-expect-error - no trigger
functionSet("x", { root, functions: { api: { handler: "./api.ts" } } });
// @ts-expect-error - two triggers
functionSet("x", { root, functions: { api: { ...api, schedule: "every hour" } } });
// @ts-expect-error - two triggers, whatever the second one says
functionSet("x", { root, functions: { tick: { ...tick, http: { streaming: true } } } });
// @ts-expect-error - an interval that does not divide an hour
functionSet("x", { root, functions: { tick: { handler: "./tick.ts", schedule: "every 7 minutes" } } });
// @ts-expect-error - a misspelt property of a schedule
functionSet("x", { root, functions: { t: { handler: "./t.ts", schedule: { cron: "0 2 * * *", timezone: "UTC" } } } });
// @ts-expect-error - no handler
functionSet("x", { root, functions: { api: { http: true } } });
// @ts-expect-error - a negative size
functionSet("x", { root, functions: { api: { ...api, memory: "-1 MB" } } });
// @ts-expect-error - no size at all
functionSet("x", { root, functions: { api: { ...api, memory: "0 MB" } } });
// @ts-expect-error - a size with an exponent
functionSet("x", { root, functions: { api: { ...api, memory: "1e3 MB" } } });
// @ts-expect-error - a hexadecimal duration
functionSet("x", { root, functions: { api: { ...api, timeout: "0x10 seconds" } } });
// @ts-expect-error - an unknown unit
functionSet("x", { root, functions: { api: { ...api, timeout: "10 sec" } } });
// @ts-expect-error - a negative body limit
functionSet("x", { root, functions: { api: { handler: "./api.ts", http: { maxBody: "-1 KB" } } } });
// @ts-expect-error - a link to nothing
functionSet("x", { root, resources, functions: { api: { ...api, links: { users: ["read"] } } } });
// @ts-expect-error - a verb that the kind does not have
functionSet("x", { root, resources, functions: { api: { ...api, links: { flags: ["write"] } } } });
// @ts-expect-error - a route to nothing
functionSet("x", { root, functions: { api }, routes: { "/*": "web" } });
// @ts-expect-error - a route to a function that answers no requests
functionSet("x", { root, functions: { api, tick }, routes: { "/*": "tick" } });
// @ts-expect-error - a route that is no path
functionSet("x", { root, functions: { api }, routes: { "*": "api" } });
// @ts-expect-error - an export of nothing
functionSet("x", { root, resources, functions: { api }, exports: { users: ["read"] } });
// @ts-expect-error - an export of a verb that the kind does not have
functionSet("x", { root, resources, functions: { api }, exports: { flags: ["write"] } });

/** What a deployment needs, and must not have. */
export function deployments(on: Parameters<typeof deploy>[1]["on"]): void {
  const rates = { kind: "param", cloud: "aws", id: "catalog/rates", attributes: { value: "{}" } };
  const bind = { flags: { beta: true }, rates };
  const there = { cloud: "aws", on, protection: "destroy" } as const;

  deploy(shop, { ...there, bind, aws: { functions: { api: { memory: "1 GB" } } } });
  // @ts-expect-error - nothing is bound
  deploy(shop, there);
  // @ts-expect-error - rates is not bound
  deploy(shop, { ...there, bind: { flags: { beta: true } } });
  // @ts-expect-error - a value of another type
  deploy(shop, { ...there, bind: { ...bind, flags: { beta: "yes" } } });
  // @ts-expect-error - a binding of nothing
  deploy(shop, { ...there, bind: { ...bind, users: 1 } });
  // @ts-expect-error - an override of nothing
  deploy(shop, { ...there, bind, aws: { functions: { apii: {} } } });
  // @ts-expect-error - an unknown cloud
  deploy(shop, { ...there, bind, cloud: "ibm" });
  // @ts-expect-error - protection is never guessed
  deploy(shop, { cloud: "aws", on, bind });
}
