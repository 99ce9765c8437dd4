import assert from "node:assert/strict";
import { functionLimits } from "fourfold";
import type { PackageName } from "../../kit/simulator/index.ts";
import { type Deployment, deploymentOn } from "./deployment.ts";

type Properties = Readonly<Record<string, unknown>>;

/** A number that the vendor documents: the last that is taken, and the first that is not. */
interface Border {
  readonly cloud: PackageName;
  readonly type: string;
  readonly title: string;
  readonly inputs: (value: number) => Properties;
  readonly property: string;
  readonly taken: readonly number[];
  readonly refused: readonly number[];
  readonly source: string;
}

const aws = "https://docs.aws.amazon.com";
const lambda = { cloud: "aws", type: "aws:lambda/function:Function" } as const;
const cloudFunction = { cloud: "gcp", type: "gcp:cloudfunctionsv2/function:Function" } as const;
const app = { cloud: "azure-native", type: "azure-native:web:WebApp" } as const;
const lambdaLimits = `${aws}/lambda/latest/dg/gettingstarted-limits.html`;
const flex = "https://learn.microsoft.com/azure/azure-functions";

const service = (property: string) => ({
  property: `serviceConfig.${property}`,
  inputs: (value: number) => ({ serviceConfig: { availableMemory: "2Gi", [property]: value } }),
});
const scaling = (property: string) => ({
  property: `functionAppConfig.scaleAndConcurrency.${property}`,
  inputs: (value: number) => ({ functionAppConfig: { scaleAndConcurrency: { [property]: value } } }),
});

/** Written down from the vendors' pages, not taken from the simulator's tables. */
const borders: readonly Border[] = [
  {
    ...{ ...lambda, title: "memory in MB", property: "memorySize", inputs: (memorySize) => ({ memorySize }) },
    ...{ taken: [128, 10_240], refused: [127, 10_241], source: lambdaLimits },
  },
  {
    ...{ ...lambda, title: "timeout in seconds", property: "timeout", inputs: (timeout) => ({ timeout }) },
    ...{ taken: [1, 900], refused: [0, 901], source: lambdaLimits },
  },
  {
    ...{ ...lambda, title: "/tmp in MB", property: "ephemeralStorage.size" },
    inputs: (size) => ({ ephemeralStorage: { size } }),
    ...{ taken: [512, 10_240], refused: [511, 10_241], source: lambdaLimits },
  },
  {
    ...{ cloud: "aws", type: "aws:apigatewayv2/integration:Integration", title: "timeout in ms" },
    ...{ property: "timeoutMilliseconds", inputs: (timeoutMilliseconds) => ({ timeoutMilliseconds }) },
    ...{ taken: [50, 30_000], refused: [49, 30_001] },
    source: `${aws}/apigateway/latest/developerguide/http-api-quotas.html`,
  },
  {
    ...{ cloud: "aws", type: "aws:apigatewayv2/stage:Stage", title: "burst", taken: [0, 5_000], refused: [-1, 5_001] },
    property: "defaultRouteSettings.throttlingBurstLimit",
    inputs: (throttlingBurstLimit) => ({ defaultRouteSettings: { throttlingBurstLimit } }),
    source: `${aws}/apigateway/latest/developerguide/limits.html`,
  },
  {
    ...{ cloud: "aws", type: "aws:apigatewayv2/stage:Stage", title: "rate", taken: [0, 10_000], refused: [-1, 10_001] },
    property: "defaultRouteSettings.throttlingRateLimit",
    inputs: (throttlingRateLimit) => ({ defaultRouteSettings: { throttlingRateLimit } }),
    source: `${aws}/apigateway/latest/developerguide/limits.html`,
  },
  {
    ...{ cloud: "aws", type: "aws:cloudwatch/logGroup:LogGroup", title: "retention in days" },
    ...{ property: "retentionInDays", inputs: (retentionInDays) => ({ retentionInDays }) },
    ...{ taken: [1, 3, 14, 400, 545, 1_096, 3_653], refused: [2, 10, 366, 3_654] },
    source: `${aws}/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html`,
  },
  {
    ...{ ...cloudFunction, title: "timeout in seconds", ...service("timeoutSeconds") },
    ...{
      taken: [1, 3_600],
      refused: [0, 3_601],
      source: "https://cloud.google.com/functions/docs/configuring/timeout",
    },
  },
  {
    ...{ ...cloudFunction, title: "requests at a time", ...service("maxInstanceRequestConcurrency") },
    ...{ taken: [1, 1_000], refused: [0, 1_001] },
    source: "https://cloud.google.com/functions/docs/configuring/concurrency",
  },
  {
    ...{ ...app, title: "memory in MB", ...scaling("instanceMemoryMB") },
    ...{ taken: [512, 2_048, 4_096], refused: [256, 1_024, 8_192] },
    source: `${flex}/flex-consumption-plan#instance-sizes`,
  },
  {
    ...{ ...app, title: "instances", ...scaling("maximumInstanceCount"), taken: [1, 40, 1_000], refused: [0, 1_001] },
    source: `${flex}/event-driven-scaling?pivots=flex-consumption-plan#limit-scale-out`,
  },
  {
    ...{ cloud: "cloudflare", type: "cloudflare:index/workersScript:WorkersScript", title: "CPU time in ms" },
    ...{
      property: "limits.cpuMs",
      inputs: (cpuMs) => ({ limits: { cpuMs } }),
      taken: [1, 300_000],
      refused: [300_001],
    },
    source: "https://developers.cloudflare.com/workers/platform/limits/#cpu-time",
  },
];

describe("the vendors' limits", () => {
  const deployments = new Map<PackageName, Deployment>();
  before(async () => {
    for (const cloud of ["aws", "gcp", "azure-native", "cloudflare"] as const) {
      deployments.set(cloud, await deploymentOn(cloud, { live: false }));
    }
  });
  after(() => Promise.all([...deployments.values()].map((deployment) => deployment.stop())));

  /** Whether a property is complained about when a type's example has these inputs. */
  const isRefused = async (cloud: PackageName, type: string, inputs: Properties, property: string) => {
    const deployment = deployments.get(cloud);
    const { types } = (await deployment?.simulator.services(cloud)) ?? { types: [] };
    const example = types.find(({ token }) => token === type)?.example;
    const complaints = await deployment?.complaints(type, { ...example, ...inputs });
    return complaints?.some((line) => line.startsWith(`${property}: must be`));
  };

  for (const { cloud, type, title, inputs, property, taken, refused, source } of borders) {
    it(`${type}: ${title} from ${taken[0]} to ${taken.at(-1)}, as on ${source}`, async () => {
      for (const value of taken) assert.equal(await isRefused(cloud, type, inputs(value), property), false, `${value}`);
      for (const value of refused)
        assert.equal(await isRefused(cloud, type, inputs(value), property), true, `${value}`);
    });
  }

  it("of memory are those that a preview checks", async () => {
    const { aws: onAws, gcp: onGcp, azure: onAzure } = functionLimits;
    const takes = {
      aws: async (memorySize: number) => !(await isRefused("aws", lambda.type, { memorySize }, "memorySize")),
      gcp: async (memory: number) => {
        const serviceConfig = { availableMemory: `${memory}Mi`, availableCpu: memory > 4_096 ? "8" : "1" };
        return !(await isRefused("gcp", cloudFunction.type, { serviceConfig }, "serviceConfig.availableMemory"));
      },
      azure: async (memory: number) => {
        const { inputs, property } = scaling("instanceMemoryMB");
        return !(await isRefused("azure-native", app.type, inputs(memory), property));
      },
    };

    for (const [name, { value }] of [
      ["aws", onAws.memory],
      ["gcp", onGcp.memory],
      ["azure", onAzure.memory],
    ] as const) {
      if (value === false) assert.fail(`${name} has no limit of memory`);
      const [sizes, beyond] =
        "min" in value
          ? [
              [value.min, value.max],
              [value.min - 1, value.max + 1],
            ]
          : [value, [1_024]];
      for (const size of sizes) assert.equal(await takes[name](size), true, `${name} ${size}`);
      for (const size of beyond) {
        // Google Cloud takes 128 MB for 128 MiB, and with it anything in between.
        if (name === "gcp" && size === 127) continue;
        assert.equal(await takes[name](size), false, `${name} ${size}`);
      }
    }
  });
});
