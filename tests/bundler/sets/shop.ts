/** A module with two sets, and everything that one can say of functions. `MARK` stands in what no code may have. */
export const shop = `import { functionSet, param } from "fourfold";
import { limits } from "./limits.ts";

const origin = process.env.MARK_ORIGIN ?? "https://mark.example";
const origins = [origin, new URL("/MARK", origin).href];
const flags = param<boolean>();

export const shop = functionSet("shop", {
  root: import.meta.url,
  resources: { flags, taxes: param<number>() },
  functions: {
    a: { handler: "./a.ts", http: { cors: { origins } }, memory: "256 MB", environment: { MODE: process.env.MARK_MODE ?? "MARK" }, links: { flags: ["read"] } },
    api: { handler: "./api.ts", http: true, links: { taxes: ["read"] } },
  },
  routes: { "/MARK/*": "a", "/*": "api" },
  exports: { flags: ["read"] },
});

export const other = functionSet("MARK", { root: import.meta.url, functions: { z: { handler: "./z.ts", http: limits } } });

export const rates = ["a rate of", 20];
`;

/** The module, and what it imports. */
export const files = { "src/shop.ts": shop, "src/limits.ts": 'export const limits = { maxBody: "1 KB" }; // MARK' };
