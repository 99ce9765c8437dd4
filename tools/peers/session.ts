import {
  ConditionalCheckFailedException,
  CreateTableCommand,
  type CreateTableCommandInput,
  DynamoDBClient,
  DynamoDBServiceException,
  TransactionCanceledException,
  waitUntilTableExists,
} from "@aws-sdk/client-dynamodb";
import {
  CreateTopicCommand,
  SNSClient,
  SNSServiceException,
  SubscribeCommand,
  type SubscribeCommandInput,
} from "@aws-sdk/client-sns";
import {
  CreateQueueCommand,
  type CreateQueueCommandInput,
  GetQueueAttributesCommand,
  type Message,
  ReceiveMessageCommand,
  type ReceiveMessageCommandInput,
  SQSClient,
  SQSServiceException,
} from "@aws-sdk/client-sqs";
import type { OpenPeer, ServiceName } from "./answering/peer.ts";
import { normal } from "./normal-form.ts";

/** A peer's answers to a script, step by step. */
export type Answers = readonly unknown[];

/** Requests that users and SDKs make, written once and sent to every peer. */
export type Exchange = (session: Session) => Promise<void>;

/** Exchanges by what each of them tests. */
export type Exchanges = Readonly<Record<string, Exchange>>;

/** An exchange with its name and its service. */
export interface Script {
  readonly service: ServiceName;
  readonly name: string;
  readonly run: Exchange;
}

export interface Queue {
  readonly QueueUrl: string;
  readonly arn: string;
}

/** A policy that lets everyone, including topics, send to a queue. */
const open = (arn: string): string =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: "*", Action: "sqs:SendMessage", Resource: arn }],
  });

type Refusal = SQSServiceException | SNSServiceException | DynamoDBServiceException;

function isRefusal(error: unknown): error is Refusal {
  return [SQSServiceException, SNSServiceException, DynamoDBServiceException].some((each) => error instanceof each);
}

/** What an error says besides its code and its text for people. */
function detailsOf(error: Refusal): object {
  if (error instanceof ConditionalCheckFailedException) return Object(normal({ Item: error.Item }));
  if (!(error instanceof TransactionCanceledException)) return {};
  return { reasons: error.CancellationReasons?.map(({ Code, Item }) => normal({ Code, Item })) };
}

/** A script's session with one peer. The answers that {@link note} records are compared. */
export class Session {
  readonly sqs: SQSClient;
  readonly sns: SNSClient;
  readonly dynamodb: DynamoDBClient;
  readonly #name: string;
  readonly #answers: unknown[] = [];
  #count = 0;

  /** @param name - The prefix of names of queues, topics and tables, different for each script. */
  constructor({ client }: OpenPeer, name: string) {
    this.#name = name;
    // A retried refusal is still a refusal, and takes longer.
    this.sqs = new SQSClient({ ...client, maxAttempts: 1 });
    this.sns = new SNSClient({ ...client, maxAttempts: 1 });
    this.dynamodb = new DynamoDBClient({ ...client, maxAttempts: 1 });
  }

  get answers(): Answers {
    return this.#answers;
  }

  close(): void {
    this.sqs.destroy();
    this.sns.destroy();
    this.dynamodb.destroy();
  }

  /** Records an answer in its normal form. @returns The answer, or `undefined` for a refusal. */
  async note<T extends object>(answer: Promise<T>): Promise<T | undefined> {
    try {
      const given = await answer;
      this.#answers.push(normal(given));
      return given;
    } catch (error) {
      if (!isRefusal(error)) throw error;
      this.#answers.push({ ...detailsOf(error), status: error.$metadata.httpStatusCode, error: error.name });
      return undefined;
    }
  }

  /** Records something that a script has derived from unrecorded answers. */
  keep(found: unknown): void {
    this.#answers.push(found);
  }

  /** Records only whether something was created or refused: a provider's messages differ from an API's. */
  async noteRefusal(making: Promise<unknown>): Promise<void> {
    try {
      await making;
      this.keep("made");
    } catch (error) {
      if (!isRefusal(error)) throw error;
      this.keep("refused");
    }
  }

  async queue(Attributes: CreateQueueCommandInput["Attributes"] = {}): Promise<Queue> {
    this.#count += 1;
    const QueueName = `${this.#name}-${this.#count}${Attributes.FifoQueue === undefined ? "" : ".fifo"}`;
    const { QueueUrl = "" } = await this.sqs.send(new CreateQueueCommand({ QueueName, Attributes }));
    const command = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["QueueArn"] });
    return { QueueUrl, arn: (await this.sqs.send(command)).Attributes?.QueueArn ?? "" };
  }

  /** A new table on demand. @returns Its name. */
  async table(described: Omit<CreateTableCommandInput, "TableName">): Promise<string> {
    this.#count += 1;
    const TableName = `${this.#name}-${this.#count}`;
    await this.dynamodb.send(new CreateTableCommand({ TableName, BillingMode: "PAY_PER_REQUEST", ...described }));
    await waitUntilTableExists({ client: this.dynamodb, maxWaitTime: 20, minDelay: 0.1 }, { TableName });
    return TableName;
  }

  async topic(): Promise<string> {
    this.#count += 1;
    const { TopicArn = "" } = await this.sns.send(new CreateTopicCommand({ Name: `${this.#name}-${this.#count}` }));
    return TopicArn;
  }

  /** A new queue that subscribes to a topic. */
  async subscriber(TopicArn: string, Attributes: SubscribeCommandInput["Attributes"] = {}): Promise<Queue> {
    const queue = await this.queue({ Policy: open("*") });
    await this.sns.send(new SubscribeCommand({ TopicArn, Protocol: "sqs", Endpoint: queue.arn, Attributes }));
    return queue;
  }

  /** Receives once, and records the answer. */
  async receive(queue: Queue, more: Partial<ReceiveMessageCommandInput> = {}): Promise<readonly Message[]> {
    const { QueueUrl } = queue;
    const answer = await this.note(this.sqs.send(new ReceiveMessageCommand({ QueueUrl, ...more })));
    return answer?.Messages ?? [];
  }

  /** Receives all messages of a queue, without recording the answers. */
  async drain({ QueueUrl }: Queue): Promise<readonly Message[]> {
    const all: Message[] = [];
    for (;;) {
      const command = new ReceiveMessageCommand({
        ...{ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 1 },
        MessageAttributeNames: ["All"],
      });
      const { Messages = [] } = await this.sqs.send(command);
      if (Messages.length === 0) return all;
      all.push(...Messages);
    }
  }
}
