import { tokens } from "../../../tests/simulator/aws/shop.ts";
import type { Deployed, Deployment } from "../../../tests/simulator/deployment.ts";
import type { Input } from "./input.ts";
import { expiryProperties, tableProperties } from "./tables.ts";

/** A call that creates or changes a queue, a topic or a table. @throws Error when the provider refuses it. */
type Step = (input: Input) => Promise<Input>;

/** SQS's names of attributes, with the provider's names where they differ. */
const queueProperties: Readonly<Record<string, string>> = {
  VisibilityTimeout: "visibilityTimeoutSeconds",
  MessageRetentionPeriod: "messageRetentionSeconds",
  DelaySeconds: "delaySeconds",
  ReceiveMessageWaitTimeSeconds: "receiveWaitTimeSeconds",
  MaximumMessageSize: "maxMessageSize",
  FifoQueue: "fifoQueue",
  Policy: "policy",
  RedrivePolicy: "redrivePolicy",
};

const subscriptionProperties: Readonly<Record<string, string>> = {
  FilterPolicy: "filterPolicy",
  RawMessageDelivery: "rawMessageDelivery",
  RedrivePolicy: "redrivePolicy",
};

/** Attributes are strings, properties have types. Policies are strings in both. */
function propertiesOf(attributes: unknown, names: Readonly<Record<string, string>>): Input {
  const properties: Record<string, unknown> = {};
  for (const [attribute, text] of Object.entries(Object(attributes))) {
    const name = names[attribute];
    if (name === undefined) throw new Error(`No property is known for the attribute ${attribute}.`);
    const isNumber = /(?:Seconds|Size)$/.test(name);
    properties[name] = isNumber ? Number(text) : text === "true" ? true : text;
  }
  return properties;
}

/** Calls that create, change and delete, as steps of the provider. */
export class Provision {
  readonly #aws: Deployment;
  /** By the URL, ARN or name that calls name them by. */
  readonly #deployed = new Map<unknown, Deployed>();
  #count = 0;

  readonly #steps: Readonly<Record<string, Step>> = {
    CreateQueue: async ({ QueueName, Attributes }) => {
      const properties = propertiesOf(Attributes, queueProperties);
      const { id } = await this.#create(tokens.queue, { name: QueueName, ...properties });
      return { QueueUrl: id };
    },
    SetQueueAttributes: async ({ QueueUrl, Attributes }) => {
      const queue = this.#find(QueueUrl);
      const inputs = { ...queue.inputs, ...propertiesOf(Attributes, queueProperties) };
      this.#deployed.set(QueueUrl, await this.#aws.update(queue, inputs));
      return {};
    },
    DeleteQueue: ({ QueueUrl }) => this.#remove(QueueUrl),
    CreateTopic: async ({ Name }) => ({ TopicArn: (await this.#create(tokens.topic, { name: Name })).id }),
    DeleteTopic: ({ TopicArn }) => this.#remove(TopicArn),
    Subscribe: async ({ TopicArn, Protocol, Endpoint, Attributes }) => {
      const properties = propertiesOf(Attributes, subscriptionProperties);
      const inputs = { topic: TopicArn, protocol: Protocol, endpoint: Endpoint, ...properties };
      return { SubscriptionArn: (await this.#create(tokens.subscription, inputs)).id };
    },
    CreateTable: async (input) => {
      const { id } = await this.#create(tokens.table, tableProperties(input));
      return { TableDescription: { TableName: id, TableStatus: "ACTIVE" } };
    },
    DeleteTable: ({ TableName }) => this.#remove(TableName),
    UpdateTimeToLive: async (input) => {
      const table = this.#find(input.TableName);
      const inputs = { ...table.inputs, ...expiryProperties(input) };
      this.#deployed.set(input.TableName, await this.#aws.update(table, inputs));
      return { TimeToLiveSpecification: input.TimeToLiveSpecification };
    },
    Unsubscribe: ({ SubscriptionArn }) => this.#remove(SubscriptionArn),
  };

  constructor(aws: Deployment) {
    this.#aws = aws;
  }

  /** The provider's step for a call. `undefined`: the simulator handles it. */
  stepFor(operation: string): Step | undefined {
    return Object.hasOwn(this.#steps, operation) ? this.#steps[operation] : undefined;
  }

  async #create(token: string, inputs: Input): Promise<Deployed> {
    this.#count += 1;
    const deployed = await this.#aws.create(token, `peer-${this.#count}`, inputs);
    this.#deployed.set(deployed.id, deployed);
    return deployed;
  }

  #find(id: unknown): Deployed {
    const found = this.#deployed.get(id);
    if (found === undefined) throw new Error(`Nothing was made here as ${id}.`);
    return found;
  }

  async #remove(id: unknown): Promise<Input> {
    await this.#aws.remove(this.#find(id));
    this.#deployed.delete(id);
    return {};
  }
}
