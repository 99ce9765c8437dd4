import type { CallerCheck, Operation } from "../../../contract.ts";

/** What the service does besides storing resources. Operations that are not listed are not simulated. */
export const operations: readonly Operation[] = [
  {
    operation: "Upload a Worker as a module or a script, loaded before it serves (10021 when that fails)",
    source: "https://developers.cloudflare.com/workers/configuration/multipart-upload-metadata/",
    test: "deployment.test.ts",
    shows: "refuses a Worker that cannot be loaded, and keeps nothing of it",
    gap: "One module for each Worker; no assets, migrations or versions. Handlers are not listed.",
  },
  {
    operation: "Run Workers in workerd, with compatibility dates and flags",
    source: "https://developers.cloudflare.com/workers/configuration/compatibility-dates/",
    test: "deployment.test.ts",
    shows: "refuses a compatibility flag that does not exist",
    gap: "Dates after that of the installed workerd are taken for it.",
  },
  {
    operation: "Bindings: plain_text, secret_text, json and service",
    source: "https://developers.cloudflare.com/workers/runtime-apis/bindings/",
    test: "worker.test.ts",
    shows: "calls another Worker over a service binding",
    gap: "Besides those to queues, databases and secrets of Secrets Store, other bindings are refused. As on Cloudflare, a service binding carries no identity: having it is the permission.",
  },
  {
    operation:
      "Set, list and delete secrets over HTTP, which count at once; `keepBindings` keeps them in the next upload",
    source: "https://developers.cloudflare.com/api/resources/workers/subresources/scripts/subresources/secrets/",
    test: "secrets.test.ts",
    shows: "keeps what was set since in an upload that says so, and in no other",
    gap: "Only of the type secret_text, one at a time. A refresh does not see that a secret is gone which a program has given.",
  },
  {
    operation: "Answer 500 with error code 1101 when a Worker throws or never answers",
    source: "https://developers.cloudflare.com/workers/observability/errors/",
    test: "worker.test.ts",
    shows: "answers 500 with error code 1101 when a Worker throws, or never answers",
    gap: "Always as text, never as the HTML page that browsers get.",
  },
  {
    operation: "Refuse requests of more than 100 MB with 413",
    source: "https://developers.cloudflare.com/workers/platform/limits/",
    test: "worker.test.ts",
    shows: "refuses requests of more than 100 MB with 413",
    gap: "Processor time and memory are not limited: a Worker in an endless loop stops all of them.",
  },
  {
    operation: "Show logs and exceptions of each invocation when it has ended",
    source: "https://developers.cloudflare.com/workers/observability/logs/real-time-logs/",
    test: "worker.test.ts",
    shows: "logs what each invocation said and threw",
    gap: "Whatever observability says. Logs of a Worker's start are not shown.",
  },
  {
    operation: "Cloudflare's request headers and request.cf",
    source: "https://developers.cloudflare.com/fundamentals/reference/http-headers/",
    test: "worker.test.ts",
    shows: "sets Cloudflare's headers, whatever the client says",
    gap: "Of request.cf only the place and the protocol, with unknown values. WebSockets are not passed on.",
  },
];

/** Who calls the service, and how callers are authenticated. */
export const callers: readonly CallerCheck[] = [
  {
    who: "a Worker",
    calls: "another Worker",
    shows: "a service binding",
    checked: "nothing more: having the binding is the permission",
    source: "https://developers.cloudflare.com/workers/runtime-apis/bindings/service-bindings/",
    code: "services/cloudflare/workers/script.ts",
    test: ["cloudflare/worker.test.ts", "calls another Worker over a service binding"],
  },
];
