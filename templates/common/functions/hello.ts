import { functionSet, param } from "fourfold";

/** What there is. No cloud is named here. */
export const hello = functionSet("hello", {
  root: import.meta.url,
  resources: { greeting: param<{ word: string }>() },
  functions: { api: { handler: "./api.ts", http: true, links: { greeting: ["read"] } } },
});
