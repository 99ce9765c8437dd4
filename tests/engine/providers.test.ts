import assert from "node:assert/strict";
import type { Region } from "@pulumi/aws";
import { getRegion } from "@pulumi/aws/getRegion.js";
import { Provider } from "@pulumi/aws/provider.js";
import { Bucket } from "@pulumi/aws/s3/bucket.js";
import * as pulumi from "@pulumi/pulumi";
import { errorsOf, resource, TestStack } from "./support/stack.ts";

function regionsOf(stack: TestStack): Readonly<Record<string, unknown>> {
  const created = stack.cloud.calls.filter(({ method }) => method === "create");
  return Object.fromEntries(created.map(({ name, configuration }) => [name, configuration.region]));
}

describe("Providers", () => {
  it("are configured by the stack's configuration when they are default ones, and named after their version", async () => {
    const stack = new TestStack();

    const deployed = await stack.up(() => void new Bucket("logs"), { config: { "aws:region": "eu-central-1" } });

    assert.deepEqual(regionsOf(stack), { logs: "eu-central-1" });
    const [provider] = deployed.resources.filter(({ type }) => type === "pulumi:providers:aws");
    assert.match(provider?.urn ?? "", /^urn:pulumi:dev::test::pulumi:providers:aws::default_7_\d+_\d+$/);
    assert.match(String(provider?.inputs.version), /^7\./);
    assert.equal(resource(deployed, "logs").provider, `${provider?.urn}::${provider?.id}`);
  });

  it("are shared: a package has one default provider", async () => {
    const deployed = await new TestStack().up(() => {
      for (const name of ["one", "two", "three"]) new Bucket(name);
    });

    assert.equal(deployed.resources.filter(({ type }) => type === "pulumi:providers:aws").length, 1);
  });

  // https://www.pulumi.com/docs/iac/concepts/resources/providers/#disabling-default-providers
  for (const disabled of ['["aws"]', '["*"]']) {
    it(`are refused by default where the configuration disables them: ${disabled}`, async () => {
      const config = { "pulumi:disable-default-providers": disabled };
      const failed = await new TestStack().up(() => void new Bucket("logs"), { config });
      const explicit = await new TestStack().up(
        () => void new Bucket("logs", {}, { provider: new Provider("mine", { region: "eu-west-1" }) }),
        { config },
      );

      assert.deepEqual(errorsOf(failed), [
        "Default provider for 'aws' disabled. 'aws:s3/bucket:Bucket' must use an explicit provider.",
      ]);
      assert.deepEqual(errorsOf(explicit), []);
    });
  }

  it("can be given: to a resource, to a component's children, and by inheritance", async () => {
    const stack = new TestStack();

    await stack.up(
      () => {
        const europe = new Provider("europe", { region: "eu-west-1" });
        const america = new Provider("america", { region: "us-east-1" });
        const outer = new pulumi.ComponentResource("kit:index:Outer", "outer", {}, { providers: [europe] });
        const inner = new pulumi.ComponentResource("kit:index:Inner", "inner", {}, { parent: outer });
        new Bucket("inherited", {}, { parent: inner });
        new Bucket("own", {}, { parent: inner, provider: america });
        new Bucket("default");
      },
      { config: { "aws:region": "eu-central-1" } },
    );

    assert.deepEqual(regionsOf(stack), { inherited: "eu-west-1", own: "us-east-1", default: "eu-central-1" });
  });

  it("fail the run with their own words when they refuse their configuration", async () => {
    const failed = await new TestStack().up(() => void new Provider("mine", { profile: "nobody" }));

    assert.deepEqual(errorsOf(failed), ['aws: there is no profile "nobody".']);
  });

  it("are reported once when many resources need the one that refuses", async () => {
    const failed = await new TestStack().up(
      () => {
        for (const name of ["one", "two", "three"]) new Bucket(name);
      },
      { config: { "aws:profile": "nobody" } },
    );

    assert.deepEqual(errorsOf(failed), ['aws: there is no profile "nobody".']);
  });

  it("keep their configuration for what is left to delete", async () => {
    const stack = new TestStack();
    await stack.up(() => void new Bucket("logs", {}, { provider: new Provider("mine", { region: "eu-west-1" }) }));

    await stack.up(() => undefined);

    const [deleted] = stack.cloud.calls.filter(({ method }) => method === "delete");
    assert.equal(deleted?.configuration.region, "eu-west-1");
  });

  it("are asked nothing in a preview while their configuration is unknown", async () => {
    const stack = new TestStack();

    const previewed = await stack.preview(() => {
      const first = new Bucket("first");
      const provider = new Provider("late", { profile: first.id });
      return { arn: new Bucket("second", {}, { provider }).arn };
    });

    assert.deepEqual(errorsOf(previewed), []);
    assert.deepEqual(
      stack.cloud.calls.map(({ name }) => name),
      ["first"],
    );
  });

  it("get the configuration that has changed, without replacing what they manage", async () => {
    const stack = new TestStack();
    const program = (profile: string) => () =>
      void new Bucket("logs", {}, { provider: new Provider("mine", { profile }) });
    await stack.up(program("a"));

    const changed = await stack.up(program("b"));

    assert.deepEqual(changed.changes, { same: 2, update: 1 });
    assert.equal(stack.cloud.calls.at(-1)?.configuration.profile, "b");
  });

  // As DiffConfig decides in the real engine: https://github.com/pulumi/pulumi/blob/master/proto/pulumi/provider.proto
  it("make everything again where they work from now on, and delete it where they worked before", async () => {
    const stack = new TestStack();
    const program = (region: Region) => () => {
      const provider = new Provider("mine", { region });
      new Bucket("logs", {}, { provider });
    };
    await stack.up(program("eu-west-1"));

    const previewed = await stack.preview(program("us-east-1"));
    const moved = await stack.up(program("us-east-1"));
    const unchanged = await stack.up(program("us-east-1"));

    const asked = stack.cloud.calls.filter(({ method }) => method === "create" || method === "delete");
    assert.deepEqual(
      asked.map(({ method, configuration }) => `${method} in ${configuration.region}`),
      ["create in eu-west-1", "create in us-east-1", "delete in eu-west-1"],
    );
    assert.deepEqual(previewed.changes, { same: 1, replace: 2 });
    assert.deepEqual(moved.changes, { same: 1, replace: 2 });
    assert.deepEqual(unchanged.changes, { same: 3 });
  });

  it("make a resource again that is given one which works elsewhere, also when it is a default one", async () => {
    const stack = new TestStack();
    const program = () => void new Bucket("logs");
    await stack.up(program, { config: { "aws:region": "eu-west-1" } });

    const moved = await stack.up(program, { config: { "aws:region": "us-east-1" } });

    assert.deepEqual(moved.changes, { same: 1, replace: 1 });
    assert.equal(stack.cloud.resources.size, 1);
  });

  it("answer invokes, with the configuration of the provider that is given", async () => {
    const stack = new TestStack({ "aws:index/getRegion:getRegion": { outputs: () => ({ description: "far" }) } });

    const deployed = await stack.up(async () => {
      const provider = new Provider("mine", { region: "eu-west-1" });
      const { description } = await getRegion({ region: "here" }, { provider });
      return { description };
    });

    assert.deepEqual(deployed.outputs, { description: "far" });
    const [call] = stack.cloud.calls;
    assert.deepEqual([call?.method, call?.inputs], ["invoke", { region: "here" }]);
    assert.equal(call?.configuration.region, "eu-west-1");
  });

  it("can refuse an invoke, which the program may catch", async () => {
    const deployed = await new TestStack().up(async () => {
      const problem = await pulumi.runtime.invoke("aws:index/some:some", { name: "refused" }).catch(String);
      return { problem };
    });

    assert.deepEqual(errorsOf(deployed), []);
    assert.match(String(deployed.outputs.problem), /is refused/);
  });
});
