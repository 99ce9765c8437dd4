import { describeTables } from "../type-tables.ts";

// Refused on purpose: they need services that are not simulated yet, or depend on earlier uploads.
describeTables("cloudflare", "cloudflare", {
  "cloudflare:index/workersScript:WorkersScript": [
    "assets",
    // What bindings to other services than Workers need.
    "bindings.*",
    "exports",
    "files",
    "keepBindings",
    "migrations",
    "tailConsumers",
  ],
});
