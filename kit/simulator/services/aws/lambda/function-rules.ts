import { listAt, recordAt } from "../../../contract/read.ts";
import type { Constraint, Limit, Properties, ResourceType } from "../../../contract.ts";
import { reservedVariables } from "../../../hosts/lambda/index.ts";
import { atMost, between, inert, matches, oneOf, runsOnly, simulated } from "../../rules.ts";
import { regionLimit, tagRules } from "../rules.ts";
import { blockedFrom, nodeRuntimes, runtimes, runtimesSource } from "./runtimes.ts";

export const functionSource = "https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html";
const limits = "https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html";
const variables = "https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html";
const logging = "https://docs.aws.amazon.com/lambda/latest/api/API_LoggingConfig.html";

/**
 * Not listed, and therefore refused: container images, layers, versions and aliases (`publish`), VPCs, file systems,
 * dead-letter queues of asynchronous calls, SnapStart, durable functions, capacity providers, tenants, code signing, customer
 * managed keys, code in S3.
 */
export const functionProperties: ResourceType["properties"] = {
  ...simulated("code", "codeSha256", "description", "environment.variables", "handler", "memorySize", "name"),
  ...simulated(
    "packageType",
    "region",
    "reservedConcurrentExecutions",
    "role",
    "runtime",
    "sourceCodeHash",
    "tags",
    "timeout",
  ),
  ...simulated(
    "loggingConfig.applicationLogLevel",
    "loggingConfig.logFormat",
    "loggingConfig.logGroup",
    "loggingConfig.systemLogLevel",
  ),
  ...inert("Code runs on this machine's processor.", "architectures"),
  ...inert("The folder /tmp is this machine's, with all of its space.", "ephemeralStorage.size"),
  ...inert("Traces are not recorded; the trace header reaches the function.", "tracingConfig.mode"),
  ...inert("The simulator has no propagation to wait for.", "useResourceTimeoutForPropagation"),
};

/** Lambda counts the names and values of all variables. */
function sizeOf(environment: Properties): number {
  return Object.entries(environment).reduce((sum, [key, value]) => sum + Buffer.byteLength(key + String(value)), 0);
}

const environmentRules: readonly Constraint[] = [
  {
    property: "environment.variables",
    rule: "must take at most 4 KB together, names and values",
    source: variables,
    accepts: (value) => sizeOf(recordAt(value)) <= 4_096,
    refused: { environment: { variables: { LONG: "x".repeat(4_100) } } },
  },
  {
    property: "environment.variables",
    rule: "must have names of letters, digits and _ that start with a letter and have at least two characters",
    source: variables,
    accepts: (value) => Object.keys(recordAt(value)).every((key) => /^[a-zA-Z][a-zA-Z0-9_]+$/.test(key)),
    refused: { environment: { variables: { "not-usable": "1" } } },
  },
  {
    property: "environment.variables",
    rule: `must not have names that Lambda reserves: ${reservedVariables.join(", ")}`,
    source: variables,
    accepts: (value) => !Object.keys(recordAt(value)).some((key) => reservedVariables.includes(key)),
    refused: { environment: { variables: { AWS_REGION: "eu-west-1" } } },
  },
];

const levels = ["TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL"];

function onlyWithJson(property: string, refused: Properties): Constraint {
  return {
    property,
    rule: "must not be set when logFormat is Text",
    source: logging,
    accepts: (_value, inputs) => recordAt(inputs.loggingConfig).logFormat === "JSON",
    refused: { loggingConfig: { logFormat: "Text", ...refused } },
  };
}

const loggingRules: readonly Constraint[] = [
  oneOf("loggingConfig.logFormat", ["JSON", "Text"], logging),
  oneOf("loggingConfig.applicationLogLevel", levels, logging, "LOUD", (applicationLogLevel) => ({
    loggingConfig: { logFormat: "JSON", applicationLogLevel },
  })),
  oneOf("loggingConfig.systemLogLevel", ["DEBUG", "INFO", "WARN"], logging, "TRACE", (systemLogLevel) => ({
    loggingConfig: { logFormat: "JSON", systemLogLevel },
  })),
  onlyWithJson("loggingConfig.applicationLogLevel", { applicationLogLevel: "INFO" }),
  onlyWithJson("loggingConfig.systemLogLevel", { systemLogLevel: "INFO" }),
  {
    property: "loggingConfig.logGroup",
    rule: "must be the name of a log group: up to 512 letters, digits and _ - / . #",
    source: logging,
    accepts: (value) => /^[\w./#-]{1,512}$/.test(String(value)),
    refused: { loggingConfig: { logFormat: "Text", logGroup: "no group" } },
  },
];

const blockedDays = Object.entries(blockedFrom)
  .map(([runtime, day]) => `${runtime} from ${day}`)
  .join(", ");

export const functionConstraints: readonly Constraint[] = [
  between("memorySize", 128, 10_240, limits),
  between("timeout", 1, 900, limits),
  between("ephemeralStorage.size", 512, 10_240, limits),
  between(
    "reservedConcurrentExecutions",
    -1,
    900,
    "https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html",
  ),
  oneOf("runtime", runtimes, runtimesSource, "nodejs18.x"),
  {
    property: "runtime",
    rule: `must not be used after Lambda has blocked it: ${blockedDays}`,
    source: runtimesSource,
    accepts: (value, _inputs, now) => now < Date.parse(blockedFrom[String(value)] ?? "9999-12-31"),
    // Tests set the clock to a day after the runtime is blocked.
    refused: { runtime: "nodejs20.x" },
    accepted: { runtime: "nodejs22.x" },
  },
  oneOf("packageType", ["Zip", "Image"], functionSource, "Tarball"),
  oneOf(
    "tracingConfig.mode",
    ["Active", "PassThrough"],
    "https://docs.aws.amazon.com/lambda/latest/api/API_TracingConfig.html",
  ),
  {
    property: "architectures",
    rule: "must be one of arm64 and x86_64, in a list",
    source: functionSource,
    accepts: (value) =>
      listAt(value).length === 1 && listAt(value).every((name) => name === "arm64" || name === "x86_64"),
    refused: { architectures: ["arm64", "x86_64"] },
  },
  matches(
    "handler",
    /^[^\s]+\.[^\s.]+$/,
    "must be file.export, without spaces, with at most 128 characters",
    "https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html",
    "handler",
    { max: 128 },
  ),
  matches(
    "role",
    /^arn:[\w-]+:iam::\d{12}:role\/?[\w+=,.@/-]+$/,
    "must be the ARN of a role",
    functionSource,
    "worker",
  ),
  atMost("description", 256, functionSource),
  ...environmentRules,
  ...loggingRules,
  tagRules,
];

export const functionLimits: readonly Limit[] = [
  runsOnly("runtime", nodeRuntimes, "python3.14"),
  runsOnly("packageType", ["Zip"], "Image"),
  regionLimit,
];
