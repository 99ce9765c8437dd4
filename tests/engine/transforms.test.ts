import assert from "node:assert/strict";
import { getRegionOutput } from "@pulumi/aws/getRegion.js";
import { Bucket } from "@pulumi/aws/s3/bucket.js";
import * as pulumi from "@pulumi/pulumi";
import { errorsOf, resource, TestStack } from "./support/stack.ts";

const bucketType = "aws:s3/bucket:Bucket";

/** Adds a tag to every bucket. */
function tag(name: string): pulumi.ResourceTransform {
  return ({ type, props, opts }) =>
    type === bucketType ? { props: { ...props, tags: { ...props.tags, [name]: "yes" } }, opts } : undefined;
}

describe("Transforms", () => {
  // https://www.pulumi.com/docs/iac/concepts/options/transforms/
  it("of the resource, its component and the stack all apply, and options can be changed", async () => {
    const deployed = await new TestStack().up(() => {
      pulumi.runtime.registerResourceTransform(tag("stack"));
      pulumi.runtime.registerResourceTransform(({ opts, props }) => ({ props, opts: { ...opts, protect: true } }));
      const parent = new pulumi.ComponentResource("kit:index:App", "app", {}, { transforms: [tag("component")] });
      new Bucket("logs", { tags: { own: "yes" } }, { parent, transforms: [tag("resource")] });
      new Bucket("other");
    });

    assert.deepEqual(errorsOf(deployed), []);
    assert.deepEqual(resource(deployed, "logs").inputs.tags, {
      own: "yes",
      resource: "yes",
      component: "yes",
      stack: "yes",
    });
    assert.deepEqual(resource(deployed, "other").inputs.tags, { stack: "yes" });
    assert.equal(resource(deployed, "logs").protect, true);
  });

  it("keep aliases, dependencies and secrets", async () => {
    const stack = new TestStack();
    const program = (name: string, options: pulumi.CustomResourceOptions) => () => {
      pulumi.runtime.registerResourceTransform(tag("stack"));
      const first = new Bucket("first");
      new Bucket(name, { bucketPrefix: pulumi.secret("p") }, { ...options, dependsOn: [first] });
    };
    await stack.up(program("old", {}));

    const deployed = await stack.up(program("new", { aliases: [{ name: "old" }] }));

    assert.deepEqual(stack.cloud.changes, ["create first", "create old"]);
    assert.deepEqual(resource(deployed, "new").dependencies, [resource(deployed, "first").urn]);
    assert.notEqual(resource(deployed, "new").inputs.bucketPrefix, "p");
  });

  it("that throw fail the run with their message", async () => {
    const failed = await new TestStack().up(() => {
      pulumi.runtime.registerResourceTransform(() => {
        throw new Error("not on my watch");
      });
      new Bucket("logs");
    });

    assert.match(errorsOf(failed).join(), /not on my watch/);
  });

  it("of invokes change their arguments", async () => {
    const stack = new TestStack();

    const deployed = await stack.up(() => {
      pulumi.runtime.registerInvokeTransform(({ token, args, opts }) =>
        token === "aws:index/getRegion:getRegion" ? { args: { ...args, region: "changed" }, opts } : undefined,
      );
      return { region: getRegionOutput({ region: "given" }).region };
    });

    assert.deepEqual(deployed.outputs, { region: "changed" });
  });

  it("of the older kind apply as well", async () => {
    const deployed = await new TestStack().up(() => {
      pulumi.runtime.registerStackTransformation(({ type, props, opts }) =>
        type === bucketType ? { props: { ...props, tags: { old: "yes" } }, opts } : undefined,
      );
      new Bucket("logs");
    });

    assert.deepEqual(resource(deployed, "logs").inputs.tags, { old: "yes" });
  });
});
