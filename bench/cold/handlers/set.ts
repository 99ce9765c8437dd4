import { functionSet } from "fourfold";

export const bench = functionSet("bench", {
  root: import.meta.url,
  functions: {
    plain: { handler: "./plain.ts", http: true },
    hono: { handler: "./hono.ts", http: true },
  },
});
