import assert from "node:assert/strict";
import { join } from "node:path";
import { GrpcProviders } from "../../kit/engine/index.ts";
import { startSimulator } from "../../kit/simulator/client.ts";
import { createSimulator } from "../../kit/simulator/index.ts";
import { createTemporaryFolder } from "./support/temporary-folder.ts";

const request = {
  urn: "urn:pulumi:dev::shop::aws:cloudwatch/logGroup:LogGroup::logs",
  olds: undefined,
  news: { name: "/aws/lambda/shop", retentionInDays: 14 },
};

/** Names the type, the property, the reason, the vendor's page, and the ways out. */
const refusal = {
  property: "retentionInDays",
  reason:
    "has no effect in the simulator's aws:cloudwatch/logGroup:LogGroup, and `--strict` refuses that. The simulator keeps " +
    "the last lines, however old, until it stops. Leave it out on simulated clouds, or start them without `--strict` " +
    "(https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html).",
};

describe("a strict simulator", () => {
  for (const strict of [true, false]) {
    const expected = strict ? [refusal] : [];

    it(`${strict ? "refuses" : "would otherwise take"} a property without effect, in this process`, async () => {
      const simulator = await createSimulator({ data: ":memory:", live: false, strict });
      const provider = await simulator.providers.configure("aws", {});

      const { failures } = await provider.check(request);

      assert.deepEqual(failures, expected);
      assert.equal((await simulator.state()).strict, strict);
      await simulator.stop();
    });

    it(`${strict ? "refuses" : "would otherwise take"} it as a process of its own, over gRPC like the real engine`, async () => {
      const folder = createTemporaryFolder();
      const simulator = await startSimulator({ data: join(folder.path, "data"), attached: true, basePort: 0, strict });
      const { providers, strict: told } = await simulator.state();
      const engine = new GrpcProviders(providers);
      const provider = await engine.configure("aws", {});

      const { failures } = await provider.check(request);

      assert.deepEqual([told, failures], [strict, expected]);
      await engine.close();
      await simulator.stop();
      folder.remove();
    });
  }
});
