import { SNSClient } from "@aws-sdk/client-sns";
import { type Message, ReceiveMessageCommand } from "@aws-sdk/client-sqs";
import type { Deployed, Deployment } from "../../deployment.ts";
import { tokens } from "../shop.ts";
import { configurationFor, deployQueue, openClient } from "../sqs/client.ts";

type Properties = Readonly<Record<string, unknown>>;

/** The official client, as whom an account's number or a role's ARN says. */
export async function openSns(aws: Deployment, principal?: string): Promise<SNSClient> {
  return new SNSClient(await configurationFor(aws, principal));
}

/** A queue's policy that lets a topic in. */
export function letIn(topic: string): string {
  const statement = {
    ...{ Effect: "Allow", Principal: { Service: "sns.amazonaws.com" }, Action: "sqs:SendMessage", Resource: "*" },
    Condition: { ArnEquals: { "aws:SourceArn": topic } },
  };
  return JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
}

export function deployTopic(aws: Deployment, inputs: Properties = {}): Promise<Deployed> {
  return aws.create(tokens.topic, "events", { name: "events", ...inputs });
}

/** A queue that gets what is published to a topic, once that may send there. */
export async function subscribeQueue(
  aws: Deployment,
  topic: Deployed,
  name: string,
  inputs: Properties = {},
): Promise<{ readonly queue: Deployed; readonly subscription: Deployed }> {
  const queue = await deployQueue(aws, name, { policy: letIn(topic.id) });
  const subscription = await aws.create(tokens.subscription, name, {
    ...{ topic: topic.id, protocol: "sqs", endpoint: queue.outputs.arn },
    ...inputs,
  });
  return { queue, subscription };
}

/** What is in a queue, which stays there. */
export async function messagesIn(aws: Deployment, queue: Deployed): Promise<readonly Message[]> {
  const client = await openClient(aws);
  const command = new ReceiveMessageCommand({
    ...{ QueueUrl: queue.id, MaxNumberOfMessages: 10, VisibilityTimeout: 0 },
    MessageAttributeNames: ["All"],
  });
  const { Messages = [] } = await client.send(command);
  client.destroy();
  return Messages;
}
