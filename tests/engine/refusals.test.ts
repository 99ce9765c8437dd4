import assert from "node:assert/strict";
import { setTimeout as wait } from "node:timers/promises";
import { Table } from "@pulumi/aws/dynamodb/table.js";
import { Cluster } from "@pulumi/aws/rds/cluster.js";
import { Bucket } from "@pulumi/aws/s3/bucket.js";
import { BucketPolicy } from "@pulumi/aws/s3/bucketPolicy.js";
import { Topic } from "@pulumi/aws/sns/topic.js";
import { TopicSubscription } from "@pulumi/aws/sns/topicSubscription.js";
import * as pulumi from "@pulumi/pulumi";
import { RandomPet } from "@pulumi/random";
import { errorsOf, TestStack } from "./support/stack.ts";

const types = {
  "aws:rds/cluster:Cluster": { missing: true },
  "aws:sns/topic:Topic": { missing: true },
  "aws:sns/topicSubscription:TopicSubscription": { missing: true },
  "aws:s3/bucket:Bucket": {
    failures: ({ bucket }: Readonly<Record<string, unknown>>) =>
      bucket === "UPPER" ? [{ property: "bucket", reason: "must be lower case" }] : [],
  },
};

const engine = "aurora-postgresql";

const refusal =
  "The simulator does not have these resource types, which the program uses:\n" +
  '  - aws:rds/cluster:Cluster: "db"\n' +
  '  - aws:sns/topic:Topic: "alerts", "orders"\n' +
  '  - aws:sns/topicSubscription:TopicSubscription: "mail"\n' +
  "A real `pulumi up` deploys them as they are. On simulated clouds, leave these resources out: let a setting in the " +
  "stack's configuration say whether the program makes them.";

/** What is missing, beside and below what is there, and what depends on it. */
function program(): void {
  const bucket = new Bucket("files");
  const cluster = new Cluster("db", { engine, clusterIdentifier: bucket.bucket });
  const orders = new Topic("orders", { displayName: cluster.endpoint });
  new TopicSubscription("mail", { topic: orders.arn, protocol: "email", endpoint: "a@example.com" });
  new Topic("alerts", {}, { parent: cluster });
}

describe("Everything that a program is refused for", () => {
  it("is told at once: in a preview, one list of all resources whose types are missing", async () => {
    const stack = new TestStack(types);

    const failed = await stack.preview(program);

    assert.deepEqual(errorsOf(failed), [refusal]);
  });

  it("is told before anything is created", async () => {
    const stack = new TestStack(types);

    const failed = await stack.up(program);

    assert.deepEqual(errorsOf(failed), [refusal]);
    assert.deepEqual(stack.cloud.changes, []);
    assert.deepEqual(failed.changes, { create: 1 }, "The stack itself, and nothing that was only tried.");
  });

  it("names a type once, in the singular when it is the only one", async () => {
    const failed = await new TestStack(types).preview(() => void new Topic("alerts"));

    assert.match(
      errorsOf(failed).join(),
      /this resource type, .*\n {2}- aws:sns\/topic:Topic: "alerts"\n.* deploys it as it is\./,
    );
  });

  it("is told when it is read only", async () => {
    const failed = await new TestStack({ "aws:sns/topic:Topic": { missing: true } }).preview(() => {
      Topic.get("alerts", "arn:aws:sns:eu-west-1:123456789012:alerts");
      new Topic("orders");
    });

    assert.match(errorsOf(failed).join(), /- aws:sns\/topic:Topic: "alerts", "orders"/);
  });

  it("is told of every property that a provider refuses, and of what depends on such a resource", async () => {
    const stack = new TestStack(types);
    const failing = () => {
      const first = new Bucket("first", { bucket: "UPPER" });
      new Bucket("second", { bucket: "UPPER", tags: { first: first.arn } });
      new Topic("alerts", { displayName: first.arn });
    };

    const previewed = await stack.preview(failing);
    const deployed = await stack.up(failing);

    for (const failed of [previewed, deployed]) {
      const [first, second, missing, ...others] = errorsOf(failed);
      assert.match(first ?? "", /'first': property bucket has a problem: must be lower case/);
      assert.match(second ?? "", /'second': property bucket has a problem: must be lower case/);
      assert.match(missing ?? "", /- aws:sns\/topic:Topic: "alerts"/);
      assert.deepEqual(others, []);
    }
    assert.deepEqual(stack.cloud.changes, []);
  });

  it("is not what a provider answers that is gone: that ends the run", async () => {
    const stack = new TestStack({
      "aws:s3/bucket:Bucket": {
        failures: () => {
          throw new Error("No connection established.");
        },
      },
    });

    const failed = await stack.preview(() => {
      const bucket = new Bucket("one");
      new Bucket("two", { bucket: bucket.arn });
    });

    assert.deepEqual(errorsOf(failed), ["No connection established."]);
  });

  it("leaves what was changed before it, notes it, and changes nothing more", async () => {
    const stack = new TestStack(types);
    const isDryRun: boolean[] = [];

    const failed = await stack.up(async () => {
      const before = new Bucket("before");
      await new Promise((resolve) => before.id.apply(resolve));
      isDryRun.push(pulumi.runtime.isDryRun());
      const cluster = new Cluster("db", { engine });
      const after = new Bucket("after", { bucket: cluster.endpoint });
      await new Promise((resolve) => pulumi.output(cluster.urn).apply(resolve));
      await wait(20);
      isDryRun.push(pulumi.runtime.isDryRun());
      new Table("table", { attributes: [], name: after.id });
      return { secret: after.id };
    });

    assert.match(errorsOf(failed).join(), /- aws:rds\/cluster:Cluster: "db"/);
    assert.deepEqual(stack.cloud.changes, ["create before"]);
    assert.deepEqual(isDryRun, [false, true]);
    const checkpoint = (await stack.checkpoint()) ?? "";
    assert.match(checkpoint, /::before"/);
    assert.doesNotMatch(checkpoint, /::after"|::table"|::db"|04da6b54/);
  });

  it("does not disturb the next run", async () => {
    const stack = new TestStack(types);
    await stack.up(() => {
      new Bucket("kept");
    });

    const failed = await stack.up(() => {
      new Bucket("kept", { tags: { changed: "yes" } });
      new RandomPet("pet");
      new Topic("alerts");
    });
    const deployed = await stack.up(() => {
      const kept = new Bucket("kept", { tags: { changed: "yes" } });
      new BucketPolicy("policy", { bucket: kept.id, policy: "{}" });
    });

    assert.match(errorsOf(failed).join(), /"alerts"/);
    assert.deepEqual(errorsOf(deployed), []);
    assert.deepEqual(
      stack.cloud.changes.filter((change) => !change.endsWith("pet")),
      ["create kept", "update kept", "create policy"],
    );
  });

  it("is looked for in advance once for each type, and not among types that were deployed before", async () => {
    const stack = new TestStack(types);
    const changing = (team: string) => () => {
      for (const name of ["one", "two", "three"]) {
        const bucket = new Bucket(name, { tags: { team } });
        new BucketPolicy(name, { bucket: bucket.id, policy: "{}" });
      }
    };
    const countAsked = () => stack.cloud.calls.filter(({ name }) => name === "announced").length;

    await stack.up(changing("blue"));
    const asked = countAsked();
    await stack.up(changing("red"));

    assert.deepEqual([asked, countAsked()], [2, 2]);
  });
});
