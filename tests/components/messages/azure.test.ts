import assert from "node:assert/strict";
import type { EvaluatedStack } from "fourfold/testing";
import { serviceBusReceiver, serviceBusSender } from "../../../components/links/service-bus.ts";
import { deployMessages } from "./deployment.ts";

const queueType = "azure-native:servicebus:Queue";
const topicType = "azure-native:servicebus:Topic";
const assignmentType = "azure-native:authorization:RoleAssignment";

/** The settings of an app, as the host of its function is given them. */
function settingsOf(stack: EvaluatedStack, app: string): Readonly<Record<string, unknown>> {
  return Object(stack.find("azure-native:web:WebAppApplicationSettings", `${app}-settings`).inputs.properties);
}

/** Which roles a function has on what belongs to Service Bus, each with the name of what it is on. */
function rolesOf(stack: EvaluatedStack, fn: string): readonly unknown[] {
  const { principalId } = stack.find("azure-native:managedidentity:UserAssignedIdentity", `${fn}-identity`).outputs;
  const places = [...stack.all(queueType), ...stack.all(topicType)];
  return stack.all(assignmentType).flatMap(({ inputs }) => {
    const role = String(inputs.roleDefinitionId).split("/").at(-1);
    const on = places.find(({ id }) => id === inputs.scope)?.name ?? inputs.scope;
    const isOfMessages = String(inputs.scope).includes("Microsoft.ServiceBus");
    return inputs.principalId === principalId && isOfMessages ? [`${role} ${on}`] : [];
  });
}

describe("queues and topics on Azure", () => {
  let stack: EvaluatedStack;
  before(async () => {
    stack = await deployMessages("azure");
    assert.equal(stack.error, undefined);
  });

  it("stand in one namespace that has topics, and that nobody enters with a key", () => {
    // Topics: https://learn.microsoft.com/azure/service-bus-messaging/service-bus-premium-messaging
    // Keys: https://learn.microsoft.com/azure/service-bus-messaging/disable-local-authentication
    stack.has("azure-native:servicebus:Namespace", {
      sku: { name: "Standard", tier: "Standard" },
      disableLocalAuth: true,
      minimumTlsVersion: "1.2",
    });
    assert.equal(stack.all("azure-native:servicebus:Namespace").length, 1);
    const made = stack.resources.map(({ type }) => type);
    assert.deepEqual(
      made.filter((type) => /servicebus:.*AuthorizationRule/.test(type)),
      [],
    );
  });

  it("hand dead letters on to a queue of their own, with what has become too old", () => {
    const letters = stack.find(queueType, "mail-letters-dead-letters");
    // https://learn.microsoft.com/azure/service-bus-messaging/service-bus-auto-forwarding
    // https://learn.microsoft.com/azure/service-bus-messaging/message-transfers-locks-settlement: a lock is for at most 5 minutes.
    assert.partialDeepStrictEqual(stack.find(queueType, "mail-letters-queue").inputs, {
      maxDeliveryCount: 7,
      lockDuration: "PT60S",
      defaultMessageTimeToLive: `PT${4 * 86_400}S`,
      deadLetteringOnMessageExpiration: true,
      forwardDeadLetteredMessagesTo: letters.outputs.name,
    });
  });

  it("keep dead letters for 14 days, however often somebody looks at one", () => {
    const { inputs } = stack.find(queueType, "mail-letters-dead-letters");

    // The default of 10 deliveries would lose it: https://learn.microsoft.com/azure/service-bus-messaging/service-bus-dead-letter-queues#maximum-delivery-count
    assert.partialDeepStrictEqual(inputs, {
      defaultMessageTimeToLive: `PT${14 * 86_400}S`,
      maxDeliveryCount: 1_000,
    });
    assert.equal(inputs.forwardDeadLetteredMessagesTo, undefined);
  });

  it("have names of their own in a namespace that other stacks share", async () => {
    const stack = await deployMessages("azure");

    const { topicName } = stack.find(topicType, "mail-sent-topic").inputs;
    const { queueName } = stack.find(queueType, "mail-letters-queue").inputs;
    assert.match(String(topicName), /^mail-sent-[0-9a-f]{8}$/);
    assert.match(String(queueName), /^mail-letters-[0-9a-f]{8}$/);
  });

  it("hand a topic's messages on to the queue that it feeds, and those that cannot be to its dead letters", () => {
    const inputs = Object(
      stack.find("azure-native:servicebus:Subscription", "mail-copies-delivery-subscription").inputs,
    );

    // https://learn.microsoft.com/azure/service-bus-messaging/service-bus-auto-forwarding
    assert.partialDeepStrictEqual(inputs, {
      topicName: stack.find(topicType, "mail-sent-topic").outputs.name,
      forwardTo: stack.find(queueType, "mail-copies-queue").outputs.name,
      forwardDeadLetteredMessagesTo: stack.find(queueType, "mail-copies-dead-letters").outputs.name,
      deadLetteringOnMessageExpiration: true,
      // As the queue keeps it: four days. https://learn.microsoft.com/azure/service-bus-messaging/message-expiration
      defaultMessageTimeToLive: "PT345600S",
    });
    // https://learn.microsoft.com/azure/service-bus-messaging/service-bus-quotas
    assert.ok(inputs.subscriptionName.length <= 50);
  });

  it("filter in the place of the rule that takes everything", () => {
    const rules = stack.all("azure-native:servicebus:DefaultRule").map(({ name, inputs }) => {
      return [name, inputs.filterType, Object(inputs.sqlFilter).sqlExpression] as const;
    });

    // https://learn.microsoft.com/azure/service-bus-messaging/service-bus-messaging-sql-filter
    assert.deepEqual(rules.toSorted(), [
      ["mail-clerk-queue-delivery-rule", "SqlFilter", "user.kind NOT IN ('test')"],
      ["mail-copies-delivery-rule", "SqlFilter", "user.kind IN ('letter')"],
    ]);
    assert.deepEqual(stack.all("azure-native:servicebus:Rule"), []);
  });

  it("give each function the roles that its verbs need, on nothing wider than one queue or topic", () => {
    // https://learn.microsoft.com/azure/role-based-access-control/built-in-roles/integration
    assert.deepEqual(rolesOf(stack, "mail-post"), [`${serviceBusSender.id} mail-letters-queue`]);
    assert.deepEqual(
      rolesOf(stack, "mail-carrier").toSorted(),
      [
        `${serviceBusReceiver.id} mail-letters-queue`,
        // A message that is to wait is sent once more.
        `${serviceBusSender.id} mail-letters-queue`,
        `${serviceBusSender.id} mail-letters-dead-letters`,
        `${serviceBusSender.id} mail-sent-topic`,
      ].toSorted(),
    );
  });

  it("are reached by the host as the app's identity, with settings that the scale controller can read", () => {
    const { AZURE_CLIENT_ID, ...settings } = settingsOf(stack, "mail-carrier");
    const connection = Object.entries(settings).filter(([name]) => name.startsWith("FOURFOLD_0_BUS"));

    // https://learn.microsoft.com/azure/azure-functions/functions-reference#configure-an-identity-based-connection
    const names = connection.map(([name]) => name.replace("FOURFOLD_0_BUS__", ""));
    assert.deepEqual(names.toSorted(), ["clientId", "credential", "fullyQualifiedNamespace"]);
    assert.deepEqual(
      [settings.FOURFOLD_0_BUS__clientId, settings.FOURFOLD_0_BUS__credential],
      [AZURE_CLIENT_ID, "managedidentity"],
    );
    const nameOf = (queue: string) => String(stack.find(queueType, queue).outputs.name);
    assert.equal(settings.FOURFOLD_0_NAME, nameOf("mail-letters-queue"));
    // Where messages are sent once more, and to their dead letters.
    const addresses = [settings.FOURFOLD_0_QUEUE, settings.FOURFOLD_0_DEAD_LETTERS];
    assert.deepEqual(
      addresses.map((address) => String(address).split("/").at(-1)),
      [nameOf("mail-letters-queue"), nameOf("mail-letters-dead-letters")],
    );
    assert.doesNotMatch(JSON.stringify(settings), /SharedAccessKey|Endpoint=sb:/);
  });
});
