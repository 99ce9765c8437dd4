import { functionSet, param } from "fourfold";

/** What commands are tried with that deploy: a function of each kind that is called, and one thing that it needs. */
export const shop = functionSet("shop", {
  root: import.meta.url,
  resources: { taxes: param<Readonly<Record<string, number>>>() },
  functions: {
    api: { handler: "./api.ts", http: true, timeout: "20 seconds", links: { taxes: ["read"] } },
    audit: { handler: "./audit.ts", schedule: { cron: "30 2 * * *", timeZone: "Europe/Berlin" } },
  },
});
