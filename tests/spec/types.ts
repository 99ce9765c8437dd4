import { type Can, from, functionSet, type Links, param } from "fourfold";
export const catalog = functionSet("catalog", {
  root: import.meta.url,
  resources: { rates: param<{ eu: number }>(), secretRates: param<number>() },
  functions: { c: { handler: "./c.ts", http: true } },
  exports: { rates: ["read"] },
});
export const shop = functionSet("shop", {
  root: import.meta.url,
  resources: { flags: param<{ beta: boolean }>(), rates: from(catalog, "rates") },
  functions: {
    api: {
      handler: "./api.ts",
      http: { streaming: true, maxBody: "2 MB", cors: { origins: "*" } },
      memory: "512 MB",
      timeout: "20 seconds",
      links: { flags: ["read"], rates: ["read"] },
    },
    b: { handler: "./b.ts", http: true },
  },
  routes: { "/*": "api" },
});
const l: Links<typeof shop, "api"> = { flags: { beta: true }, rates: { eu: 2 } };
l.flags.beta satisfies boolean;
l.rates.eu satisfies number;
const c: Can<typeof shop, { flags: ["read"] }> = l;
void c;
// @ts-expect-error unknown link
(({}) as Links<typeof shop, "b">).flags;
// @ts-expect-error not exported
from(catalog, "secretRates");
// @ts-expect-error misspelt
functionSet("x", { root: "", functions: { a: { handler: "x", http: true, memroy: "1 MB" } } });
// @ts-expect-error misspelt top
functionSet("x", { root: "", functionz: {}, functions: { a: { handler: "x", http: true } } });
// @ts-expect-error no trigger
functionSet("x", { root: "", functions: { a: { handler: "x" } } });
// @ts-expect-error negative
functionSet("x", { root: "", functions: { a: { handler: "x", http: true, memory: "-1 MB" } } });
// @ts-expect-error hex
functionSet("x", { root: "", functions: { a: { handler: "x", http: true, timeout: "0x10 seconds" } } });
// @ts-expect-error unit
functionSet("x", { root: "", functions: { a: { handler: "x", http: true, timeout: "10 sec" } } });
// @ts-expect-error misspelt http
functionSet("x", { root: "", functions: { a: { handler: "x", http: { streeming: true } } } });
// @ts-expect-error misspelt cors
functionSet("x", { root: "", functions: { a: { handler: "x", http: { cors: { origins: "*", orgins: 1 } } } } });
// @ts-expect-error unknown resource
functionSet("x", {
  root: "",
  resources: { p: param<number>() },
  functions: { a: { handler: "x", http: true, links: { q: ["read"] } } },
});
// @ts-expect-error unknown verb
functionSet("x", {
  root: "",
  resources: { p: param<number>() },
  functions: { a: { handler: "x", http: true, links: { p: ["write"] } } },
});
// @ts-expect-error unknown route target
functionSet("x", { root: "", functions: { a: { handler: "x", http: true } }, routes: { "/*": "b" } });
// @ts-expect-error route without slash
functionSet("x", { root: "", functions: { a: { handler: "x", http: true } }, routes: { "*": "a" } });
// @ts-expect-error not JSON
param<{ at: Date }>();
// @ts-expect-error unknown export
functionSet("x", { root: "", functions: { a: { handler: "x", http: true } }, exports: { z: ["read"] } });
