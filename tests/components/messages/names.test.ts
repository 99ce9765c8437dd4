import assert from "node:assert/strict";
import { ComponentResource } from "@pulumi/pulumi";
import { type Cloud, clouds, functionSet, queue, topic, type } from "fourfold";
import { Delivery, Foundation, Queue, Topic } from "fourfold/components";
import { type EvaluatedStack, evaluate } from "fourfold/testing";
import { grantName } from "../../../components/links/grant-name.ts";
import { places } from "../deployment.ts";
import { pair } from "../fixtures/sample.ts";
import { deployMessages } from "./deployment.ts";

interface Event {
  readonly kind: string;
}

/** A queue, a topic and what connects them under one name. Simulated clouds take only names that the vendors' rules allow. */
function deployNamed(cloud: Cloud, name: string): Promise<EvaluatedStack> {
  return evaluate(() => {
    const { handle: foundation } = new Foundation("acme", { cloud, ...places, messages: true });
    const belongs = { cloud, foundation, set: "mail" };
    const { handle } = new Queue(name, { ...belongs, queue: "letters" });
    const sent = new Topic(name, belongs);
    const from = cloud === "cloudflare" ? {} : { from: { handle: sent.handle } };
    new Delivery(name, { ...belongs, handle, ...from });
  });
}

const message = (stack: EvaluatedStack) => stack.error?.message ?? "";

/** What the messages of a queue are in, with the input that names it, and how long that may be. */
const limits: Readonly<Record<Cloud, readonly [type: string, property: string, max: number][]>> = {
  // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html, https://docs.aws.amazon.com/sns/latest/api/API_CreateTopic.html
  aws: [
    ["aws:sqs/queue:Queue", "name", 80],
    ["aws:sns/topic:Topic", "name", 256],
  ],
  // https://cloud.google.com/pubsub/docs/pubsub-basics#resource_names
  gcp: [
    ["gcp:pubsub/topic:Topic", "name", 255],
    ["gcp:pubsub/subscription:Subscription", "name", 255],
  ],
  // https://learn.microsoft.com/azure/service-bus-messaging/service-bus-quotas
  azure: [
    ["azure-native:servicebus:Queue", "queueName", 260],
    ["azure-native:servicebus:Topic", "topicName", 260],
    ["azure-native:servicebus:Subscription", "subscriptionName", 50],
  ],
  // https://developers.cloudflare.com/queues/platform/limits/
  cloudflare: [["cloudflare:index/queue:Queue", "queueName", 63]],
};

/** The longest name of a component, where its children's are made of it and not fitted. */
const longest = { aws: 59, gcp: 234, azure: 300, cloudflare: 300 } as const satisfies Record<Cloud, number>;

describe("the name of a queue, a topic and a delivery", () => {
  for (const cloud of clouds) {
    it(`may have ${longest[cloud]} characters on ${cloud}, and their children have names that the cloud takes`, async () => {
      const stack = await deployNamed(cloud, "a".repeat(longest[cloud]));

      assert.equal(message(stack), "");
      for (const [type, property, max] of limits[cloud]) {
        const names = stack.all(type).map(({ inputs }) => String(inputs[property]));
        assert.ok(names.length > 0);
        for (const name of names) assert.ok(name.length <= max, `${type} ${name}`);
        assert.equal(new Set(names).size, names.length);
      }
    });

    it(`may differ from that of another one on ${cloud} in nothing but where capitals are`, async () => {
      const own = (name: string) => ({ [name]: queue(type<Event>()) });
      const resources = {
        ...own("ab"),
        ...own("aB"),
        ...own("aBC"),
        ...own("abC"),
        ...own("aDeadLetters"),
        ...own("a"),
      };
      const set = functionSet("pair", {
        root: pair.root,
        resources: { ...resources, events: topic(type<Event>()), eventS: topic(type<Event>()) },
        functions: { site: pair.functions.site },
      });

      const stack = await deployMessages(cloud, set);

      assert.equal(message(stack), "");
      for (const [type, property] of limits[cloud]) {
        const names = stack.all(type).map(({ inputs }) => String(inputs[property]).toLowerCase());
        assert.equal(new Set(names).size, names.length);
      }
    });
  }

  for (const cloud of ["azure", "cloudflare"] as const) {
    it(`may have characters on ${cloud} that a name there cannot have`, async () => {
      for (const name of ["Shop.EU/Letters", "-", "日本", "1st"]) {
        assert.equal(message(await deployNamed(cloud, name)), "");
      }
    });
  }

  for (const cloud of ["aws", "gcp"] as const) {
    it(`is refused on ${cloud} with ${longest[cloud] + 1} characters, and with how many it may have`, async () => {
      const said = message(await deployNamed(cloud, "a".repeat(longest[cloud] + 1)));

      assert.match(said, new RegExp(`^Queue "a+": on ${cloud}, .* at most ${longest[cloud]} characters`));
      assert.match(said, /\(https:.*or name it with a transform of `deadLetters`\. \[ERR_LIMIT\]/);
    });
  }

  it("is refused for the sake of a queue before anything of a set is made", async () => {
    const resources = { [`q${"a".repeat(23)}`]: queue(type<Event>()) };
    const set = functionSet("pair", { root: pair.root, resources, functions: { site: pair.functions.site } });

    const stack = await deployMessages("aws", set, { name: "a".repeat(35) });

    assert.match(message(stack), /^FunctionSet "a+": on aws, .* at most 34 characters/);
    assert.ok(!stack.resources.some(({ type }) => type === "fourfold:index:Queue"));
  });

  it("and that of a function make another name for each of their grants", async () => {
    const names: string[] = [];
    await evaluate(() => {
      const self = new ComponentResource("test:index:Function", "shop-a");
      const nameOf = (name: string, resource: string, part?: string) =>
        names.push(grantName(self, name, { resource, was: [] }, "sender", part)[0]);
      nameOf("shop-a", "bC");
      nameOf("shop-a-b", "c");
      nameOf("shop-a", "placed", "dead-letters");
      nameOf("shop-a", "placedDeadLetters");
    });

    assert.equal(new Set(names).size, 4, names.join());
  });

  it("of a subscriber's own queue is refused where a resource has it", async () => {
    const set = functionSet("pair", {
      root: pair.root,
      resources: { events: topic(type<Event>()), siteQueue: queue(type<Event>()) },
      functions: { site: { handler: "./site.ts", subscribes: "events" } },
    });

    await assert.rejects(async () => {
      const stack = await deployMessages("aws", set);
      throw stack.error;
    }, /"siteQueue" is a resource of the set, and the name of the queue that the subscriber "site" has for itself/);
  });
});
