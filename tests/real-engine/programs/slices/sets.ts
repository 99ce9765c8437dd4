import { functionSet, param } from "fourfold";

const mode = "plain";

export const pair = functionSet("pair", {
  root: import.meta.url,
  resources: { phrase: param<string>() },
  functions: {
    first: { handler: "./handlers/first.ts", http: true, memory: "512 MB", environment: { MODE: mode } },
    second: { handler: "./handlers/second.ts", http: { cors: { origins: "*" } }, links: { phrase: ["read"] } },
  },
  routes: { "/*": "second" },
});

/** Deployed nowhere: it stands in the same file. */
export const spare = functionSet("spare", {
  root: import.meta.url,
  functions: { only: { handler: "./handlers/first.ts", http: true, timeout: "5 seconds" } },
});
