import assert from "node:assert/strict";
import { type Cloud, clouds } from "fourfold";
import { deployMessages } from "./deployment.ts";

type Names = readonly string[];

/**
 * The children of each component, and what a foundation and a function have besides for the sake of messages: type, and what
 * follows the component's name. What the URNs are a promise of: ../urns.test.ts.
 */
interface Promised {
  readonly foundation: Names;
  readonly queue: Names;
  readonly topic: Names;
  /** Of a queue that a function consumes. */
  readonly consumed: Names;
  /** Of a queue that a topic feeds, and nobody consumes. */
  readonly fed: Names;
  /** Of a function that consumes `letters` and publishes to `sent`. */
  readonly consumer: Names;
}

const promised: Readonly<Record<Cloud, Promised>> = {
  aws: {
    foundation: [],
    queue: [
      "aws:sqs/queue:Queue -dead-letters",
      "aws:sqs/queue:Queue -queue",
      "aws:sqs/redriveAllowPolicy:RedriveAllowPolicy -redrive",
    ],
    topic: ["aws:sns/topic:Topic -topic"],
    consumed: ["aws:lambda/eventSourceMapping:EventSourceMapping -mapping"],
    fed: ["aws:sns/topicSubscription:TopicSubscription -subscription", "aws:sqs/queuePolicy:QueuePolicy -access"],
    consumer: [],
  },
  gcp: {
    foundation: ["gcp:projects/serviceIdentity:ServiceIdentity -messages"],
    queue: [
      "gcp:pubsub/subscription:Subscription -dead-letters",
      "gcp:pubsub/topic:Topic -dead-letters",
      "gcp:pubsub/topic:Topic -topic",
      "gcp:pubsub/topicIAMMember:TopicIAMMember -agent-access",
    ],
    topic: ["gcp:pubsub/topic:Topic -topic"],
    consumed: [
      "gcp:cloudrunv2/serviceIamMember:ServiceIamMember -access",
      "gcp:pubsub/subscription:Subscription -subscription",
      "gcp:pubsub/subscriptionIAMMember:SubscriptionIAMMember -agent-access",
      "gcp:serviceaccount/account:Account -account",
      "random:index/randomId:RandomId -account-id",
    ],
    fed: [
      "gcp:pubsub/subscription:Subscription -fed",
      "gcp:pubsub/subscription:Subscription -subscription",
      "gcp:pubsub/subscriptionIAMMember:SubscriptionIAMMember -agent-access",
      "gcp:pubsub/subscriptionIAMMember:SubscriptionIAMMember -fed-agent-access",
      "random:index/randomId:RandomId -fed-beside",
    ],
    consumer: [
      "gcp:pubsub/topicIAMMember:TopicIAMMember --letters--dead-letters--publisher",
      "gcp:pubsub/topicIAMMember:TopicIAMMember --sent--publisher",
    ],
  },
  azure: {
    foundation: ["azure-native:servicebus:Namespace -messages", "random:index/randomId:RandomId -messages-name"],
    queue: [
      "azure-native:servicebus:Queue -dead-letters",
      "azure-native:servicebus:Queue -queue",
      "random:index/randomId:RandomId -dead-letters-name",
      "random:index/randomId:RandomId -queue-name",
    ],
    topic: ["azure-native:servicebus:Topic -topic", "random:index/randomId:RandomId -topic-name"],
    consumed: [],
    fed: [
      "azure-native:servicebus:DefaultRule -rule",
      "azure-native:servicebus:Subscription -subscription",
      "random:index/randomId:RandomId -subscription-name",
    ],
    consumer: [
      "azure-native:authorization:RoleAssignment --letters--azure-service-bus-data-receiver",
      "azure-native:authorization:RoleAssignment --letters--azure-service-bus-data-sender",
      "azure-native:authorization:RoleAssignment --letters--dead-letters--azure-service-bus-data-sender",
      "azure-native:authorization:RoleAssignment --sent--azure-service-bus-data-sender",
    ],
  },
  cloudflare: {
    foundation: [],
    queue: [
      "cloudflare:index/queue:Queue -dead-letters",
      "cloudflare:index/queue:Queue -queue",
      "random:index/randomId:RandomId -dead-letters-name",
      "random:index/randomId:RandomId -queue-name",
    ],
    topic: [],
    consumed: ["cloudflare:index/queueConsumer:QueueConsumer -consumer"],
    fed: [],
    consumer: [],
  },
};

const project = "urn:pulumi:stack::project::";

function urnsOf(component: string, name: string, children: Names): Names {
  return children.map((child) => {
    const [type, suffix] = child.split(" ");
    return `${project}${component}$${type}::${name}${suffix}`;
  });
}

const inSet = (component: string) => `fourfold:index:FunctionSet$fourfold:index:${component}`;

describe("the URNs that are promised of queues and topics", () => {
  for (const cloud of clouds) {
    it(`are those of each component on ${cloud}`, async () => {
      const urns = (await deployMessages(cloud)).urns();
      const { queue, topic, consumed, fed } = promised[cloud];

      const components = {
        [`${inSet("Queue")} mail-letters`]: queue,
        [`${inSet("Topic")} mail-sent`]: topic,
        [`${inSet("Delivery")} mail-letters-delivery`]: consumed,
        [`${inSet("Delivery")} mail-copies-delivery`]: fed,
      };
      for (const [component, children] of Object.entries(components)) {
        const [type = "", name = ""] = component.split(" ");
        const own = urns.filter((urn) => urn.startsWith(`${project}${type}$`) && urn.includes(`::${name}-`));
        assert.deepEqual(own, urnsOf(type, name, children).toSorted());
        assert.ok(urns.includes(`${project}${type}::${name}`));
      }
    });

    it(`are what a foundation and a consumer have besides on ${cloud}`, async () => {
      const urns = (await deployMessages(cloud)).urns();
      const { foundation, consumer } = promised[cloud];

      const isOfMessages = /pubsub|-azure-service-bus|::acme-messages/;
      const own = urns.filter((urn) => isOfMessages.test(urn) && /::(?:acme|mail-carrier)-/.test(urn));
      const expected = [
        ...urnsOf("fourfold:index:Foundation", "acme", foundation),
        ...urnsOf(inSet("Function"), "mail-carrier", consumer),
      ];
      assert.deepEqual(own.toSorted(), expected.toSorted());
    });
  }
});
