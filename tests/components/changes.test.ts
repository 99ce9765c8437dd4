import assert from "node:assert/strict";
import { type Cloud, clouds } from "fourfold";
import type { FunctionSetTransform } from "fourfold/components";
import { deploySample } from "./deployment.ts";

/** For each cloud: the resource that is the function, and where its memory stands. */
const functions: Readonly<Record<Cloud, { readonly type: string; memory(size: number): Record<string, unknown> }>> = {
  aws: { type: "aws:lambda/function:Function", memory: (size) => ({ memorySize: size }) },
  gcp: {
    type: "gcp:cloudfunctionsv2/function:Function",
    memory: (size) => ({ serviceConfig: { availableMemory: `${size}Mi` } }),
  },
  azure: {
    type: "azure-native:web:WebApp",
    memory: (size) => ({ functionAppConfig: { scaleAndConcurrency: { instanceMemoryMB: size } } }),
  },
  cloudflare: { type: "cloudflare:index/workersScript:WorkersScript", memory: () => ({}) },
};

const described = "changed by a transform";

function describeFunction(args: { description?: unknown }): void {
  args.description = described;
}

/** One change to the function's resource, by cloud. */
const transforms: Readonly<Record<Cloud, { readonly transform: FunctionSetTransform; readonly inputs: object }>> = {
  aws: {
    transform: { functions: { web: { aws: { function: { description: described } } } } },
    inputs: { description: described },
  },
  gcp: {
    transform: { functions: { web: { gcp: { function: describeFunction } } } },
    inputs: { description: described },
  },
  azure: {
    transform: { functions: { web: { azure: { app: { httpsOnly: false } } } } },
    inputs: { httpsOnly: false },
  },
  cloudflare: {
    transform: { functions: { web: { cloudflare: { script: { compatibilityDate: "2026-01-01" } } } } },
    inputs: { compatibilityDate: "2026-01-01" },
  },
};

for (const cloud of clouds) {
  const { type, memory } = functions[cloud];

  describe(`changing a function set on ${cloud}`, () => {
    it("takes what every cloud changes, then what this one changes", async () => {
      const stack = await deploySample(cloud, {
        deploy: {
          functions: { web: { memory: "600 MB" } },
          [cloud]: { functions: { web: { memory: "2 GB" } } },
        },
      });

      stack.has(type, memory(2_048));
    });

    it("leaves out what another cloud changes", async () => {
      const other = cloud === "aws" ? "gcp" : "aws";
      const stack = await deploySample(cloud, { deploy: { [other]: { functions: { web: { memory: "2 GB" } } } } });

      stack.has(type, memory(512));
    });

    it("adds environment variables, and replaces those of the same name", async () => {
      const environment = { STAGE: "prod", REGION: "eu" };
      const stack = await deploySample(cloud, { deploy: { functions: { web: { environment } } } });

      const text = JSON.stringify(stack.resources.map(({ inputs }) => inputs));
      assert.match(text, /prod/);
      assert.match(text, /REGION/);
      assert.doesNotMatch(text, /"test"/);
    });

    it("passes one child's arguments through a transform", async () => {
      const { transform, inputs } = transforms[cloud];
      const stack = await deploySample(cloud, { options: { transform } });

      stack.has(type, { ...inputs });
    });

    it("passes every child through Pulumi's own transforms", async () => {
      const seen: string[] = [];
      await deploySample(cloud, {
        options: {
          transforms: [
            (args) => {
              seen.push(args.type);
              return undefined;
            },
          ],
        },
      });

      assert.ok(seen.includes(type));
    });

    it("tags whatever can be tagged with the foundation's tags, its own, and where it belongs", async () => {
      const stack = await deploySample(cloud, {
        foundation: { tags: { team: "acme" } },
        deploy: { tags: { cost: "42" } },
      });

      const { tags, labels } = stack.find(type).inputs;
      const expected = { team: "acme", cost: "42", "fourfold-set": "sample", "fourfold-function": "web" };
      assert.deepEqual(tags ?? labels, cloud === "cloudflare" ? undefined : expected);
    });

    it("gives access to the raw resources, those of this cloud only", async () => {
      const clouds: string[] = [];
      const stack = await deploySample(cloud, {
        inspect: (set) => clouds.push(...Object.keys(set.nodes.functions.web?.nodes ?? {})),
      });

      assert.equal(stack.error, undefined);
      assert.deepEqual(clouds, [cloud]);
    });

    it("shows what was linked, and by what means", async () => {
      const stack = await deploySample(cloud);

      const effective = "environment variable FOURFOLD_FLAGS";
      assert.deepEqual(stack.outputs.grants, {
        web: [{ resource: "flags", kind: "param", verbs: ["read"], effective, excess: [] }],
      });
    });

    it("hands an exported param on to other sets", async () => {
      const stack = await deploySample(cloud);

      const { flags } = stack.outputs.handles as { readonly flags: object };
      assert.deepEqual(flags, { kind: "param", cloud, id: "sample/flags", attributes: { value: '{"beta":true}' } });
    });
  });
}

describe("protection of logs", () => {
  for (const [protection, protect, retainOnDelete] of [
    ["protect", true, false],
    ["retain", false, true],
    ["destroy", false, false],
  ] as const) {
    it(`${protection}: ${protect ? "refuses" : "allows"} deletion, and ${retainOnDelete ? "keeps" : "deletes"} them`, async () => {
      const aws = await deploySample("aws", { deploy: { protection } });
      const azure = await deploySample("azure", { foundation: { protection } });

      const kept = [
        ...aws.all("aws:cloudwatch/logGroup:LogGroup"),
        ...azure.all("azure-native:operationalinsights:Workspace"),
      ];
      assert.equal(kept.length, 3);
      for (const log of kept) assert.deepEqual([log.protect, log.retainOnDelete], [protect, retainOnDelete]);
    });
  }
});
