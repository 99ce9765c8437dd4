// Written by `npm run gen` from the interfaces. Do not edit.
import type { Interfaces } from "./shape.ts";

/** The properties of a function set and of what it consists of. */
export const properties = {
  BundleSpec: {
    loader: {
      is: { map: { oneOf: ["js", "jsx", "ts", "tsx", "json", "text", "binary", "base64", "dataurl", "empty"] } },
    },
    external: { is: { list: "string" } },
    define: { is: { map: "string" } },
    keepNames: { is: "boolean" },
  },
  Cors: {
    origins: { is: { either: [{ oneOf: ["*"] }, { list: "string" }] }, required: true },
    methods: { is: { list: "string" } },
    headers: { is: { list: "string" } },
    expose: { is: { list: "string" } },
    credentials: { is: "boolean" },
    maxAge: { is: "string" },
  },
  CronSchedule: { cron: { is: "string", required: true }, timeZone: { is: "string" } },
  FunctionSpec: {
    http: { is: { either: [{ of: "HttpTrigger" }, { oneOf: [true] }] } },
    schedule: { is: { either: ["string", { of: "CronSchedule" }] } },
    handler: { is: "string", required: true },
    memory: { is: "string" },
    timeout: { is: "string" },
    environment: { is: { map: "string" } },
    assets: { is: { list: "string" } },
    bundle: { is: { of: "BundleSpec" } },
    links: { is: { map: { list: "string" } } },
    was: { is: { list: "string" } },
  },
  HttpTrigger: { cors: { is: { of: "Cors" } }, streaming: { is: "boolean" }, maxBody: { is: "string" } },
  SetSpec: {
    name: { is: "string", required: true },
    root: { is: "string", required: true },
    resources: { is: { map: "object" }, required: true },
    functions: { is: { map: { of: "FunctionSpec" } }, required: true },
    routes: { is: { map: "string" }, required: true },
    exports: { is: { map: { list: "string" } }, required: true },
  },
} as const satisfies Interfaces;
