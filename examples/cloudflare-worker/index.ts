/**
 * Two Workers with the plain Cloudflare SDK and nothing of Fourfold: the simulated Cloudflare knows only what a provider
 * receives, so it runs any program that uses only the types and properties of docs/simulator.md.
 */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import * as cloudflare from "@pulumi/cloudflare";
import { Config } from "@pulumi/pulumi";

const accountId = new Config().require("accountId");
const compatibilityDate = "2026-04-01";

const phrases = new cloudflare.WorkersScript("phrases", {
  accountId,
  scriptName: "phrases",
  mainModule: "phrases.js",
  content: `export default { fetch: (request, env) => Response.json({ greeting: env.PHRASES.greeting }) };`,
  bindings: [{ name: "PHRASES", type: "json", json: JSON.stringify({ greeting: "Hello" }) }],
  compatibilityDate,
});

const contentFile = fileURLToPath(new URL("./app/greeter.js", import.meta.url));

const greeter = new cloudflare.WorkersScript("greeter", {
  accountId,
  scriptName: "greeter",
  mainModule: "greeter.js",
  contentFile,
  contentSha256: createHash("sha256").update(readFileSync(contentFile)).digest("hex"),
  bindings: [
    { name: "GREETED", type: "plain_text", text: "world" },
    { name: "PHRASES", type: "service", service: phrases.scriptName },
  ],
  observability: { enabled: true },
  compatibilityDate,
});

const subdomain = new cloudflare.WorkersScriptSubdomain("greeter", {
  accountId,
  scriptName: greeter.scriptName,
  enabled: true,
});

const zone = cloudflare.getZoneOutput({ filter: { name: "example.com" } });

const route = new cloudflare.WorkersRoute("greeter", {
  zoneId: zone.zoneId,
  pattern: "www.example.com/greet*",
  script: greeter.scriptName,
});

/** The Worker answers at `<workerName>.<the account's subdomain>.workers.dev`. */
export const workerName = subdomain.scriptName;
/** The pattern of the route at which it answers, too. */
export const pattern = route.pattern;
