import assert from "node:assert/strict";
import type { EvaluatedStack } from "fourfold/testing";
import { deployMessages } from "./deployment.ts";

const topicType = "gcp:pubsub/topic:Topic";
const subscriptionType = "gcp:pubsub/subscription:Subscription";
const topicAccess = "gcp:pubsub/topicIAMMember:TopicIAMMember";
const subscriptionAccess = "gcp:pubsub/subscriptionIAMMember:SubscriptionIAMMember";
const nameOf = (stack: EvaluatedStack, type: string, name: string) => stack.find(type, name).outputs.name;
const idOf = (stack: EvaluatedStack, type: string, name: string) => stack.find(type, name).id;
const memberOf = (stack: EvaluatedStack, account: string) =>
  stack.find("gcp:serviceaccount/account:Account", account).outputs.member;

describe("queues and topics on Google Cloud", () => {
  let stack: EvaluatedStack;
  before(async () => {
    stack = await deployMessages("gcp");
    assert.equal(stack.error, undefined);
  });

  it("push to the function as an account that may call this one function", () => {
    const account = stack.find("gcp:serviceaccount/account:Account", "mail-letters-delivery-account");
    const fn = stack.find("gcp:cloudfunctionsv2/function:Function", "mail-carrier-function");
    const { inputs } = stack.find(subscriptionType, "mail-letters-delivery-subscription");

    // https://cloud.google.com/pubsub/docs/authenticate-push-subscriptions
    assert.deepEqual(inputs.pushConfig, {
      pushEndpoint: fn.outputs.url,
      oidcToken: { serviceAccountEmail: account.outputs.email, audience: fn.outputs.url },
    });
    const { project, displayName } = account.inputs;
    assert.deepEqual([project, displayName], [fn.inputs.project, "Fourfold delivery mail-letters-delivery"]);
    const access = stack
      .all("gcp:cloudrunv2/serviceIamMember:ServiceIamMember")
      .filter((each) => each.inputs.member === account.outputs.member);
    assert.deepEqual(
      access.map((each) => [each.inputs.role, each.inputs.name]),
      [["roles/run.invoker", fn.outputs.name]],
    );
  });

  it("tell a consumer where dead letters go", () => {
    const { serviceConfig } = stack.find("gcp:cloudfunctionsv2/function:Function", "mail-carrier-function").inputs;
    const topics = stack.all("gcp:pubsub/topic:Topic").filter(({ name }) => name === "mail-letters-dead-letters");

    const { FOURFOLD_0_DEAD_LETTERS: told } = Object(serviceConfig).environmentVariables;

    assert.deepEqual(
      topics.map(({ id }) => id),
      [told],
    );
  });

  it("wait for the function as long as it may take, and try again as the queue says", () => {
    const { inputs } = stack.find(subscriptionType, "mail-letters-delivery-subscription");

    // https://cloud.google.com/pubsub/docs/reference/rest/v1/projects.subscriptions
    assert.partialDeepStrictEqual(inputs, {
      topic: idOf(stack, topicType, "mail-letters-topic"),
      ackDeadlineSeconds: 65,
      messageRetentionDuration: "345600s",
      retryPolicy: { minimumBackoff: "10s", maximumBackoff: "600s" },
      deadLetterPolicy: {
        deadLetterTopic: idOf(stack, topicType, "mail-letters-dead-letters"),
        maxDeliveryAttempts: 7,
      },
    });
  });

  it("keep dead letters in a subscription, since a topic keeps nothing", () => {
    // https://cloud.google.com/pubsub/docs/dead-letter-topics#create_a_subscription_with_a_dead-letter_topic
    for (const queue of ["letters", "copies", "clerk-queue"]) {
      const { inputs } = stack.find(subscriptionType, `mail-${queue}-dead-letters`);
      assert.partialDeepStrictEqual(inputs, {
        topic: idOf(stack, topicType, `mail-${queue}-dead-letters`),
        messageRetentionDuration: "1209600s",
      });
    }
  });

  it("never expire, not even what nobody has used for 31 days", () => {
    // https://cloud.google.com/pubsub/docs/subscription-properties#expiration_period
    for (const { name, inputs } of stack.all(subscriptionType)) {
      assert.deepEqual(inputs.expirationPolicy, { ttl: "" }, name);
    }
  });

  it("let Pub/Sub itself take out of each subscription with dead letters, and put into these", () => {
    const { member } = stack.find("gcp:projects/serviceIdentity:ServiceIdentity", "acme-messages").outputs;
    const granted = (type: string, of: string) =>
      stack
        .all(type)
        .filter(({ inputs }) => inputs.member === member)
        .map(({ inputs }) => [inputs.role, inputs[of]])
        .toSorted();
    const withDeadLetters = stack.all(subscriptionType).filter(({ inputs }) => inputs.deadLetterPolicy !== undefined);

    // https://cloud.google.com/pubsub/docs/dead-letter-topics#grant_forwarding_permissions
    assert.equal(withDeadLetters.length, 5);
    assert.deepEqual(
      granted(subscriptionAccess, "subscription"),
      withDeadLetters.map(({ outputs }) => ["roles/pubsub.subscriber", outputs.name]).toSorted(),
    );
    assert.deepEqual(
      granted(topicAccess, "topic"),
      ["letters", "copies", "clerk-queue"]
        .map((queue) => ["roles/pubsub.publisher", nameOf(stack, topicType, `mail-${queue}-dead-letters`)])
        .toSorted(),
    );
  });

  it("bring a topic's messages to a queue through a subscription of its own, with the filter", () => {
    const topic = idOf(stack, topicType, "mail-sent-topic");
    const fed = stack.all(subscriptionType).filter(({ inputs }) => inputs.topic === topic);

    // https://cloud.google.com/pubsub/docs/subscription-message-filter
    const filters = Object.fromEntries(fed.map(({ name, inputs }) => [name, inputs.filter]));
    assert.deepEqual(filters, {
      "mail-copies-delivery-fed": 'attributes.kind = "letter"',
      "mail-clerk-queue-delivery-fed": 'attributes:kind AND attributes.kind != "test"',
    });
    const pushed = fed.filter(({ inputs }) => inputs.pushConfig !== undefined).map(({ name }) => name);
    assert.deepEqual(pushed, ["mail-clerk-queue-delivery-fed"]);
  });

  it("let each function publish to what it is linked to, and a consumer to its dead letters", () => {
    const { member: agent } = stack.find("gcp:projects/serviceIdentity:ServiceIdentity", "acme-messages").outputs;
    const granted = stack.all(topicAccess).filter(({ inputs }) => inputs.member !== agent);

    const expected = [
      ["mail-post-account", "mail-letters-topic"],
      ["mail-carrier-account", "mail-sent-topic"],
      ["mail-carrier-account", "mail-letters-dead-letters"],
      ["mail-clerk-account", "mail-clerk-queue-dead-letters"],
    ] as const;
    // https://cloud.google.com/pubsub/docs/access-control#pubsub.publisher
    assert.deepEqual(
      granted.map(({ inputs }) => [inputs.role, inputs.member, inputs.topic]).toSorted(),
      expected
        .map(([account, topic]) => [
          "roles/pubsub.publisher",
          memberOf(stack, account),
          nameOf(stack, topicType, topic),
        ])
        .toSorted(),
    );
  });
});
