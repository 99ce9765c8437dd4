import { listAt, recordsAt, textAt } from "../../../contract/read.ts";
import type { Constraint, Limit, Properties } from "../../../contract.ts";
import { between, conflicts, oneOf } from "../../rules.ts";
import { idRule } from "../ids.ts";

const limits = "https://developers.cloudflare.com/workers/platform/limits/";
const metadata = "https://developers.cloudflare.com/workers/configuration/multipart-upload-metadata/";

/** The kinds of bindings that are simulated, and what each needs beside its name: one of these. */
const neededBy: Readonly<Record<string, readonly string[]>> = {
  ...{ plain_text: ["text"], secret_text: ["text"], json: ["json"], service: ["service"], queue: ["queueName"] },
  // The second is the older name: https://developers.cloudflare.com/workers/configuration/multipart-upload-metadata/#bindings
  d1: ["databaseId", "id"],
  secrets_store_secret: ["secretName"],
};

const mostVariables = 128;
/** In bytes. */
export const largestVariable = 5 * 1_024;
const largestWorker = 64 * 1_024 * 1_024;

/** A script that every rule accepts. */
export const scriptExample = {
  accountId: "0123456789abcdef0123456789abcdef",
  scriptName: "shop-api",
  mainModule: "index.js",
  content: "export default { fetch() { return new Response('hello'); } };",
  compatibilityDate: "2026-01-01",
} as const satisfies Properties;

const greeting: Properties = { name: "GREETING", type: "plain_text", text: "hello" };
const binding = (changed: Properties): Properties => ({ bindings: [{ ...greeting, ...changed }] });

const variables = (inputs: Properties): readonly Properties[] =>
  recordsAt(inputs, "bindings").filter(({ type }) => /^(?:plain_text|secret_text|json)$/.test(String(type)));

/** Whether a binding has the properties that its type needs. */
function isComplete(item: unknown): boolean {
  const type = textAt(item, "type");
  const needed = neededBy[type ?? ""];
  return needed === undefined || needed.some((name) => textAt(item, name) !== undefined);
}

function isJson(value: unknown): boolean {
  try {
    return JSON.parse(String(value)) !== undefined;
  } catch {
    // It is not JSON.
    return false;
  }
}

const contentConstraints: readonly Constraint[] = [
  conflicts(
    "content",
    "contentFile",
    "https://www.pulumi.com/registry/packages/cloudflare/api-docs/workersscript/#content_nodejs",
    { contentFile: "index.js", contentSha256: "0" },
  ),
  {
    property: "contentFile",
    rule: "needs `contentSha256` beside it",
    source: "https://www.pulumi.com/registry/packages/cloudflare/api-docs/workersscript/#contentfile_nodejs",
    accepts: (_value, inputs) => inputs.contentSha256 !== undefined,
    refused: { content: undefined, contentFile: "index.js" },
  },
  {
    property: "scriptName",
    rule: "needs `content`, or `contentFile` with `contentSha256`, beside it",
    source: "https://www.pulumi.com/registry/packages/cloudflare/api-docs/workersscript/",
    accepts: (_value, inputs) => inputs.content !== undefined || inputs.contentFile !== undefined,
    refused: { content: undefined },
  },
  {
    property: "content",
    rule: "must be at most 64 MB",
    source: `${limits}#worker-size`,
    accepts: (value) => typeof value === "string" && Buffer.byteLength(value) <= largestWorker,
    refused: { content: `//${"x".repeat(largestWorker)}` },
  },
  {
    property: "mainModule",
    rule: "conflicts with `bodyPart`: a Worker is either a module or a script",
    source: metadata,
    accepts: (_value, inputs) => inputs.bodyPart === undefined,
    refused: { bodyPart: "script" },
  },
];

const bindingConstraints: readonly Constraint[] = [
  {
    property: "bindings",
    rule: "must have what their type needs: `text` for plain_text and secret_text, `json` for json, `service` for service, `queueName` for queue, `databaseId` or `id` for d1, `secretName` for secrets_store_secret",
    source: `${metadata}#bindings`,
    accepts: (value) => recordsAt({ value }, "value").every(isComplete),
    refused: [
      binding({ text: undefined }),
      ...["queue", "d1", "secrets_store_secret"].map((type) => binding({ type, text: undefined })),
    ],
  },
  {
    property: "bindings",
    rule: "must have names of their own",
    source: `${metadata}#bindings`,
    accepts: (value) => {
      const names = recordsAt({ value }, "value").map(({ name }) => name);
      return new Set(names).size === names.length;
    },
    refused: { bindings: [greeting, greeting] },
  },
  {
    property: "bindings.json",
    rule: "must be JSON",
    source: `${metadata}#bindings`,
    accepts: isJson,
    refused: binding({ type: "json", text: undefined, json: "{" }),
  },
  {
    property: "bindings",
    rule: `must have at most ${mostVariables} variables and secrets`,
    source: `${limits}#environment-variables`,
    accepts: (_value, inputs) => variables(inputs).length <= mostVariables,
    refused: {
      bindings: Array.from({ length: mostVariables + 1 }, (_, index) => ({
        name: `V${index}`,
        type: "plain_text",
        text: "",
      })),
    },
  },
  {
    property: "bindings",
    rule: "must have variables of at most 5 KB each",
    source: `${limits}#environment-variables`,
    accepts: (_value, inputs) =>
      variables(inputs).every(({ text, json }) => Buffer.byteLength(String(text ?? json ?? "")) <= largestVariable),
    refused: binding({ text: "x".repeat(largestVariable + 1) }),
    accepted: binding({ text: "x".repeat(largestVariable) }),
  },
];

export const scriptLimits: readonly Limit[] = [
  {
    property: "keepBindings",
    only: "secret_text",
    runs: (value, inputs) =>
      Array.isArray(value) && listAt(inputs, "keepBindings").every((type) => type === "secret_text"),
    refused: { keepBindings: ["secret_text", "plain_text"] },
  },
  {
    property: "contentType",
    only: "JavaScript: application/javascript+module, application/javascript, text/javascript",
    runs: (value) => /^(?:application\/javascript(?:\+module)?|text\/javascript)$/.test(String(value)),
    refused: { contentType: "text/x-python" },
  },
  {
    property: "bindings.type",
    only: `bindings of the types ${Object.keys(neededBy).join(", ")}`,
    runs: (value) => Object.hasOwn(neededBy, String(value)),
    refused: binding({ type: "kv_namespace" }),
  },
];

export const scriptConstraints: readonly Constraint[] = [
  between("limits.cpuMs", 1, 300_000, `${limits}#cpu-time`),
  idRule("accountId"),
  ...contentConstraints,
  ...bindingConstraints,
  {
    property: "compatibilityDate",
    rule: "must be a date, YYYY-MM-DD, that is not in the future",
    source: "https://developers.cloudflare.com/workers/configuration/compatibility-dates/",
    accepts: (value, _inputs, now) =>
      typeof value === "string" && /^\d{4}-\d{2}-\d{2}$/.test(value) && Date.parse(value) <= now,
    refused: [
      { compatibilityDate: "2999-01-01" },
      { compatibilityDate: "yesterday" },
      { compatibilityDate: "2026-13-01" },
    ],
  },
  {
    property: "observability.headSamplingRate",
    rule: "must be from 0 to 1",
    source: "https://developers.cloudflare.com/workers/observability/logs/workers-logs/#head-based-sampling",
    accepts: (value) => typeof value === "number" && value >= 0 && value <= 1,
    refused: { observability: { enabled: true, headSamplingRate: 1.1 } },
    accepted: { observability: { enabled: true, headSamplingRate: 1 } },
  },
  oneOf("usageModel", ["standard", "bundled", "unbound"], metadata),
];
