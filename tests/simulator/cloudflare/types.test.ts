import { describeTables } from "../type-tables.ts";

// Refused on purpose: they need services that are not simulated yet, or depend on earlier uploads.
describeTables("cloudflare", {
  "cloudflare:index/workersScript:WorkersScript": [
    "assets",
    "exports",
    "files",
    "keepBindings",
    "migrations",
    "tailConsumers",
  ],
});
