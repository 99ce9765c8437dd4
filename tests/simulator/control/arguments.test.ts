import assert from "node:assert/strict";
import { createSchemas } from "../../../kit/simulator/control/check/schema.ts";
import { createSimulator, type PackageName, packages, type Simulator } from "../../../kit/simulator/index.ts";
import { createFakeCloud } from "../support/fake-cloud.ts";

describe("arguments of a provider's functions", () => {
  const token = "aws:test/where:where";
  const complaints = async (args: object) => {
    const cloud = createFakeCloud();
    const { outputs, failures } = await cloud.configure().invoke({ token, args: { ...args } });
    await cloud.world.end();
    return { outputs, complaints: failures.map(({ property, reason }) => `${property} ${reason}`) };
  };

  it("that are right reach the function", async () => {
    assert.deepEqual(await complaints({ name: "a", limit: 3 }), {
      outputs: { name: "a", limit: 3, region: "north" },
      complaints: [],
    });
  });

  const refused: Readonly<Record<string, readonly [object, string]>> = {
    "one that does not exist": [{ name: "a", nam: "b" }, 'nam is not a property here. Did you mean "name"?'],
    "one of a wrong type": [{ name: "a", limit: "3" }, 'limit must be a number, not the string "3".'],
    "a missing one": [{ limit: 3 }, "name is required."],
  };
  for (const [title, [args, expected]] of Object.entries(refused)) {
    it(`are refused with ${title}, and nothing is answered`, async () => {
      assert.deepEqual(await complaints(args), { outputs: {}, complaints: [expected] });
    });
  }
});

describe("functions of the simulated providers", () => {
  let simulator: Simulator;
  before(async () => {
    simulator = await createSimulator({ data: ":memory:", live: false });
  });
  after(() => simulator.stop());
  const invoke = async (name: PackageName, token: string, args: object) =>
    (await simulator.providers.configure(name, {})).invoke({ token, args: { ...args } });

  for (const name of packages) {
    it(`${name}: refuses a function that is not simulated by its name`, async () => {
      const token = `${name}:index/getNothing:getNothing`;

      await assert.rejects(invoke(name, token, {}), {
        code: "SimulatorLimit",
        message: `The simulator does not have the function ${token}. A real \`pulumi up\` deploys it as it is.`,
      });
    });

    it(`${name}: has the SDK's arguments of each function, and refuses one that the SDK does not have`, async () => {
      const { invokes, refusedArguments = {} } = await simulator.services(name);
      const { functions, shapes } = createSchemas()(name);

      assert.deepEqual(Object.keys(functions).sort(), Object.keys(invokes).sort());
      for (const token of Object.keys(invokes)) {
        const { failures } = await invoke(name, token, { surely: "not" });
        assert.ok(
          failures.some(({ property }) => property === "surely"),
          token,
        );
      }
      for (const [token, paths] of Object.entries(refusedArguments)) {
        for (const path of paths) {
          const [first = "", second] = path.split(".");
          const shape = functions[token]?.[first];
          const members = shape !== undefined && "ref" in shape ? shapes[shape.ref] : {};
          assert.ok(
            shape !== undefined && (second === undefined || members?.[second] !== undefined),
            `${token} ${path}`,
          );
        }
      }
    });
  }

  const unanswerable = [
    ["aws", "aws:iam/getPolicyDocument:getPolicyDocument", { sourcePolicyDocuments: ["{}"] }, "sourcePolicyDocuments"],
    ["aws", "aws:index/getAvailabilityZones:getAvailabilityZones", { excludeNames: ["us-east-1a"] }, "excludeNames"],
    [
      "cloudflare",
      "cloudflare:index/getZone:getZone",
      { filter: { name: "a.example", status: "active" } },
      "filter.status",
    ],
  ] as const;
  for (const [name, token, args, property] of unanswerable) {
    it(`${token} refuses ${property}, which it could not heed`, async () => {
      const { failures } = await invoke(name, token, args);

      assert.deepEqual(
        failures.map((failure) => failure.property),
        [property],
      );
      assert.match(
        String(failures[0]?.reason),
        /^SimulatorLimit: the simulator does not know what .* answers with this argument/,
      );
    });
  }

  it("aws:index/getRegion refuses a region that does not exist", async () => {
    await assert.rejects(
      invoke("aws", "aws:index/getRegion:getRegion", { region: "eu-middle-1" }),
      /Invalid AWS Region: eu-middle-1/,
    );
  });

  // https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html
  it("a provider of a region that does not exist cannot be configured", async () => {
    await assert.rejects(
      simulator.providers.configure("aws", { region: "europe-west1" }),
      /Invalid AWS Region: europe-west1/,
    );
  });
});
