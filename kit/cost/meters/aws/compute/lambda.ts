import { hoursPerMonth } from "../../../prices/allowances.ts";
import type { Inputs } from "../../../resources/inputs.ts";
import type { Cap, Meter, MeteredType, Reading } from "../../contract.ts";
import { notWhere, requireFrom, unsaid } from "../../guards.ts";
import { secondsPerMonth } from "../../units.ts";
import { responses } from "../network/egress.ts";
import { sampledTraces } from "../operations/traces.ts";
import { gigabytes } from "../units.ts";

const source = "https://aws.amazon.com/lambda/pricing/";
const provisionedType = "aws:lambda/provisionedConcurrencyConfig:ProvisionedConcurrencyConfig";

/** The time of all requests in seconds, each rounded up to the millisecond: https://aws.amazon.com/lambda/pricing/ */
const seconds = ({ use }: Reading): number => (use("requests") * Math.ceil(use("duration"))) / 1_000;

/** GB, in units of 1,024 MB. */
const memoryOf = (inputs: Inputs): number => inputs.number("memorySize", 128) / 1_024;

/** As in the ids of prices. */
const architectureOf = (inputs: Inputs): "arm64" | "x86" =>
  inputs.texts("architectures").includes("arm64") ? "arm64" : "x86";

const provisionedInstances = (inputs: Inputs): number => inputs.number("provisionedConcurrentExecutions", 0);

/** The time that provisioned instances process requests. What exceeds them is on demand. */
function provisionedSeconds(reading: Reading): number {
  const instances = reading
    .users(provisionedType, "functionName")
    .reduce((total, inputs) => total + provisionedInstances(inputs), 0);
  return Math.min(seconds(reading), instances * secondsPerMonth);
}

/** The first 512 MB are free: https://docs.aws.amazon.com/lambda/latest/dg/configuration-ephemeral-storage.html */
const paidStorage = ({ inputs }: Reading): number =>
  Math.max(0, inputs.number("ephemeralStorage.size", 512) - 512) / 1_024;

const meters: readonly Meter[] = [
  { price: "aws.lambda.requests", quantity: ({ use }) => use("requests") },
  {
    price: ({ inputs }) => `aws.lambda.duration.${architectureOf(inputs)}`,
    quantity: (reading) => (seconds(reading) - provisionedSeconds(reading)) * memoryOf(reading.inputs),
  },
  {
    price: ({ inputs }) => `aws.lambda.provisioned.duration.${architectureOf(inputs)}`,
    quantity: (reading) => provisionedSeconds(reading) * memoryOf(reading.inputs),
  },
  { price: "aws.lambda.storage", quantity: (reading) => seconds(reading) * paidStorage(reading) },
  sampledTraces(({ inputs }) => inputs.text("tracingConfig.mode") === "Active"),
];

/** SnapStart is free for Java, and paid for with other runtimes: https://aws.amazon.com/lambda/pricing/#SnapStart_Pricing */
const paysForSnapStart = ({ inputs }: Reading): boolean =>
  inputs.text("snapStart.applyOn", "None") !== "None" && !inputs.text("runtime").startsWith("java");

/** Functions at the edge, which distributions name, have prices of their own. */
const isAtEdge = ({ users }: Reading): boolean =>
  ["defaultCacheBehavior", "orderedCacheBehaviors"].some(
    (property) => users("aws:cloudfront/distribution:Distribution", property).length > 0,
  );

/** How many run at the same time in an account and region, unless more are asked for: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const accountConcurrency = 1_000;

/** What a function reserves is its own: https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html */
function capOf({ inputs }: Reading): Cap {
  const reserved = inputs.number("reservedConcurrentExecutions", -1);
  return reserved < 0 ? { concurrency: accountConcurrency, pool: "aws.lambda.account" } : { concurrency: reserved };
}

export const lambdaFunction: MeteredType = {
  type: "aws:lambda/function:Function",
  source,
  guards: {
    // Instances that EC2 has the prices of: https://aws.amazon.com/lambda/pricing/#Lambda_Managed_Instances_Pricing
    capacityProviderConfig: unsaid,
    durableConfig: unsaid,
    tenancyConfig: unsaid,
    snapStart: notWhere(paysForSnapStart),
    lambdaFunctionAssociations: notWhere(isAtEdge),
  },
  meters,
  cap: capOf,
};

/** The function whose capacity it is. @throws UnreadableInput when it is not in the program */
const functionOf = (reading: Reading): Inputs =>
  requireFrom(reading, "functionName", lambdaFunction.type, "a function");

/** Capacity that is always there: https://docs.aws.amazon.com/lambda/latest/dg/provisioned-concurrency.html */
export const provisionedConcurrency: MeteredType = {
  type: provisionedType,
  source,
  meters: [
    {
      price: (reading) => `aws.lambda.provisioned.${architectureOf(functionOf(reading))}`,
      quantity: (reading) =>
        provisionedInstances(reading.inputs) * memoryOf(functionOf(reading)) * hoursPerMonth * 3_600,
    },
  ],
};

/** The first 6 MB of each streamed response are free: https://aws.amazon.com/lambda/pricing/ */
const freeStream = 6 * 1_024;

/** An address of its own, which costs nothing itself: its requests are the function's. */
export const functionUrl: MeteredType = {
  type: "aws:lambda/functionUrl:FunctionUrl",
  source,
  meters: [
    {
      price: ({ inputs }) =>
        inputs.text("invokeMode", "BUFFERED") === "BUFFERED" ? undefined : "aws.lambda.streaming",
      quantity: ({ use }) => gigabytes(use("requests") * Math.max(0, use("responseSize") - freeStream)),
    },
    responses,
  ],
};

/** What fetches messages is free, unless its pollers are provisioned. What it asks a queue for is the queue's. */
export const eventSourceMapping: MeteredType = {
  type: "aws:lambda/eventSourceMapping:EventSourceMapping",
  source,
  guards: { provisionedPollerConfig: unsaid },
  meters: [],
};
