import { at, numberAt, textAt, textsAt } from "../../../contract/read.ts";
import type { Constraint, Limit, Properties } from "../../../contract.ts";
import { reservedVariables } from "../../../hosts/cloud-functions/settings.ts";
import { between, isWhole, matches, oneOf } from "../../rules.ts";
import { locations } from "../locations.ts";
import { labelRules, projectRules } from "../project.ts";
import {
  bytesOf,
  defaultMemory,
  isProcessorCount,
  memoryFits,
  memoryRange,
  otherRuntime,
  processorsOf,
  runtimes,
} from "./limits.ts";

const api = "https://cloud.google.com/functions/docs/reference/rest/v2/projects.locations.functions";
const ingress = ["ALLOW_ALL", "ALLOW_INTERNAL_ONLY", "ALLOW_INTERNAL_AND_GCLB"];

/** A function that every rule accepts. */
export const functionExample = {
  name: "api",
  location: "us-central1",
  buildConfig: {
    runtime: "nodejs22",
    entryPoint: "handler",
    source: { storageSource: { bucket: "shop-source", object: "api.zip" } },
  },
  serviceConfig: { availableMemory: "512Mi", timeoutSeconds: 60 },
} as const satisfies Properties;

const service = (changed: Properties): Properties => ({
  serviceConfig: { ...functionExample.serviceConfig, ...changed },
});
const build = (changed: Properties): Properties => ({ buildConfig: { ...functionExample.buildConfig, ...changed } });
const memoryOf = (inputs: Properties): number =>
  bytesOf(textAt(inputs, "serviceConfig.availableMemory") ?? defaultMemory) ?? 0;

const decommissionings = Object.entries(runtimes)
  .map(([runtime, { decommissioned }]) => `${runtime} is from ${decommissioned}`)
  .join(", ");

const buildConstraints: readonly Constraint[] = [
  {
    property: "buildConfig.runtime",
    rule: `must be one of ${Object.keys(runtimes).join(", ")}, or a runtime of another language: older ones are decommissioned`,
    source: "https://cloud.google.com/functions/docs/runtime-support",
    accepts: (value) => typeof value === "string" && (value in runtimes || otherRuntime.test(value)),
    refused: build({ runtime: "nodejs16" }),
  },
  {
    property: "buildConfig.runtime",
    rule: `must not be decommissioned: ${decommissionings}`,
    source: "https://cloud.google.com/functions/docs/runtime-support",
    accepts: (value, _inputs, now) => now < Date.parse(runtimes[String(value)]?.decommissioned ?? "9999-12-31"),
    // Tests set the clock to a day after the runtime is decommissioned.
    refused: build({ runtime: "nodejs20" }),
    accepted: build({ runtime: "nodejs24" }),
  },
  matches(
    "buildConfig.entryPoint",
    /^[\w.$-]+$/,
    "must be the name of an exported or registered function",
    api,
    "my handler",
    { filled: (entryPoint) => build({ entryPoint }) },
  ),
  {
    property: "buildConfig",
    rule: "needs source.storageSource with bucket and object, or source.repoSource",
    source: `${api}#source`,
    accepts: (_value, inputs) =>
      at(inputs, "buildConfig.source.repoSource") !== undefined ||
      (textAt(inputs, "buildConfig.source.storageSource.bucket") !== undefined &&
        textAt(inputs, "buildConfig.source.storageSource.object") !== undefined),
    refused: { buildConfig: { runtime: "nodejs22", entryPoint: "handler" } },
  },
];

const sizeConstraints: readonly Constraint[] = [
  {
    property: "serviceConfig.availableMemory",
    rule: "must be from 128Mi to 32Gi, in bytes or with k, M, G, Mi or Gi",
    source: "https://cloud.google.com/functions/docs/configuring/memory",
    accepts: (value) => {
      const bytes = typeof value === "string" ? bytesOf(value) : undefined;
      return bytes !== undefined && bytes >= memoryRange.min && bytes <= memoryRange.max;
    },
    refused: [
      service({ availableMemory: "64Mi" }),
      service({ availableMemory: "33Gi" }),
      service({ availableMemory: "512 MB" }),
    ],
    accepted: [service({ availableMemory: "128Mi" }), service({ availableMemory: "32Gi", availableCpu: "8" })],
  },
  {
    property: "serviceConfig.availableCpu",
    rule: "must be 1, 2, 4, 6 or 8, or from 0.08 to less than 1",
    source: "https://cloud.google.com/run/docs/configuring/services/cpu",
    accepts: (value) => typeof value === "string" && isProcessorCount(Number(value)),
    refused: [service({ availableCpu: "3" }), service({ availableCpu: "0.07" }), service({ availableCpu: "1.5" })],
    accepted: [service({ availableCpu: "0.08" }), service({ availableCpu: "8" })],
  },
  {
    property: "serviceConfig.availableCpu",
    rule: "must go with the memory: 512Mi with less than 0.5, 1Gi with less than 1, 4Gi with 1, 8Gi with 2, 16Gi with 4, 24Gi with 6 at most; 4 need 2Gi, 6 and 8 need 4Gi at least",
    source: "https://cloud.google.com/run/docs/configuring/services/memory-limits",
    accepts: (value, inputs) => memoryFits(memoryOf(inputs), Number(value)),
    refused: [
      service({ availableCpu: "4", availableMemory: "512Mi" }),
      service({ availableCpu: "0.4", availableMemory: "1Gi" }),
      service({ availableCpu: "0.9", availableMemory: "2Gi" }),
      service({ availableCpu: "1", availableMemory: "4097Mi" }),
      service({ availableCpu: "2", availableMemory: "8193Mi" }),
      service({ availableCpu: "4", availableMemory: "16385Mi" }),
      service({ availableCpu: "6", availableMemory: "24577Mi" }),
    ],
    accepted: [
      service({ availableCpu: "0.5", availableMemory: "1Gi" }),
      service({ availableCpu: "1", availableMemory: "4Gi" }),
      service({ availableCpu: "4", availableMemory: "2Gi" }),
      service({ availableCpu: "2", availableMemory: "8Gi" }),
      service({ availableCpu: "4", availableMemory: "16Gi" }),
      service({ availableCpu: "6", availableMemory: "24Gi" }),
    ],
  },
  between(
    "serviceConfig.timeoutSeconds",
    1,
    3_600,
    "https://cloud.google.com/functions/docs/configuring/timeout",
    (timeoutSeconds) => service({ timeoutSeconds }),
  ),
];

const scalingConstraints: readonly Constraint[] = [
  {
    property: "serviceConfig.minInstanceCount",
    rule: "must be 0 or more, and not above maxInstanceCount",
    source: "https://cloud.google.com/functions/docs/configuring/min-instances",
    accepts: (value, inputs) => isWhole(value, 0, (numberAt(inputs, "serviceConfig.maxInstanceCount") ?? 0) || 1_000),
    refused: [service({ minInstanceCount: 3, maxInstanceCount: 2 }), service({ minInstanceCount: -1 })],
    accepted: service({ minInstanceCount: 2, maxInstanceCount: 2 }),
  },
  // 0 means the default.
  between(
    "serviceConfig.maxInstanceCount",
    0,
    1_000,
    "https://cloud.google.com/functions/docs/configuring/max-instances",
    (maxInstanceCount) => service({ maxInstanceCount }),
  ),
  between(
    "serviceConfig.maxInstanceRequestConcurrency",
    1,
    1_000,
    "https://cloud.google.com/functions/docs/configuring/concurrency",
    (maxInstanceRequestConcurrency) => service({ maxInstanceRequestConcurrency, availableCpu: "1" }),
  ),
  {
    property: "serviceConfig.maxInstanceRequestConcurrency",
    rule: "must be 1 with less than one CPU: set availableCpu to 1 or more, or availableMemory to 2Gi or more",
    source: "https://cloud.google.com/functions/docs/configuring/concurrency",
    accepts: (value, inputs) => value === 1 || Number(processorsOf(inputs)) >= 1,
    refused: service({ maxInstanceRequestConcurrency: 2, availableMemory: "512Mi" }),
    accepted: [
      service({ maxInstanceRequestConcurrency: 1, availableMemory: "512Mi" }),
      service({ maxInstanceRequestConcurrency: 80, availableMemory: "512Mi", availableCpu: "1" }),
    ],
  },
];

const serviceConstraints: readonly Constraint[] = [
  oneOf(
    "serviceConfig.ingressSettings",
    ingress,
    "https://cloud.google.com/functions/docs/networking/network-settings#ingress_settings",
    "ALLOW_NONE",
    (ingressSettings) => service({ ingressSettings }),
  ),
  matches(
    "serviceConfig.serviceAccountEmail",
    /^[^@\s]+@[^@\s]+\.gserviceaccount\.com$/,
    "must be the email address of a service account",
    "https://cloud.google.com/functions/docs/securing/function-identity",
    "shop-api",
    { filled: (serviceAccountEmail) => service({ serviceAccountEmail }) },
  ),
  {
    property: "serviceConfig.environmentVariables",
    rule: `must have names of letters, digits and _, none of ${reservedVariables.join(", ")} and none that starts with X_GOOGLE_`,
    source: "https://cloud.google.com/run/docs/configuring/services/environment-variables#reserved",
    accepts: (value) =>
      Object.keys(textsAt(value)).every(
        (name) => /^[A-Za-z_]\w*$/.test(name) && !name.startsWith("X_GOOGLE_") && !reservedVariables.includes(name),
      ),
    refused: [
      service({ environmentVariables: { PORT: "80" } }),
      service({ environmentVariables: { X_GOOGLE_ZONE: "a" } }),
      service({ environmentVariables: { "not-usable": "1" } }),
    ],
  },
  {
    property: "serviceConfig.environmentVariables",
    rule: "must be at most 1,000 variables with values of at most 32 KB each",
    source: "https://cloud.google.com/run/quotas",
    accepts: (value) => {
      const values = Object.values(textsAt(value));
      return values.length <= 1_000 && values.every((text) => Buffer.byteLength(text) <= 32_768);
    },
    refused: service({ environmentVariables: { LONG: "x".repeat(32_769) } }),
    accepted: service({ environmentVariables: { LONG: "x".repeat(32_768) } }),
  },
];

export const functionLimits: readonly Limit[] = [
  {
    property: "buildConfig.runtime",
    only: Object.keys(runtimes).join(", "),
    runs: (value) => String(value) in runtimes,
    refused: build({ runtime: "python313" }),
  },
];

export const functionConstraints: readonly Constraint[] = [
  {
    ...oneOf("location", locations, "https://cloud.google.com/functions/docs/locations", "us-central2"),
    rule: "must be a region of Cloud Run functions",
  },
  ...buildConstraints,
  ...sizeConstraints,
  ...scalingConstraints,
  ...serviceConstraints,
  labelRules,
  ...projectRules,
];
