import { listAt, numberAt, parseJson, recordAt, textAt } from "../../../contract/read.ts";
import type { Scope, StoredResource, World } from "../../../contract.ts";
import type { QueueSettings } from "../../../engines/messages.ts";
import { parsePolicy, type Statement } from "../../../iam/aws/index.ts";
import { arnOf } from "../names.ts";

export const queueToken = "aws:sqs/queue:Queue";
export const policyToken = "aws:sqs/queuePolicy:QueuePolicy";
export const redriveAllowToken = "aws:sqs/redriveAllowPolicy:RedriveAllowPolicy";

export function queueArn(name: string, scope: Scope): string {
  return arnOf("sqs", scope, name);
}

export function queueWithArn(world: World, arn: string): StoredResource | undefined {
  return world.store.find(queueToken, ({ outputs }) => outputs.arn === arn)[0];
}

export function queueWithUrl(world: World, url: string): StoredResource | undefined {
  return world.store.get(queueToken, url);
}

export function queueNamed(world: World, name: string, { account, region }: Scope): StoredResource | undefined {
  return queueWithArn(world, queueArn(name, { account, region }));
}

/** Where messages go that cannot be processed. */
export interface RedrivePolicy {
  readonly deadLetterTargetArn: string;
  readonly maxReceiveCount: number;
}

/** Parses a redrive policy, which is JSON text. `undefined`: it is not valid. */
export function parseRedrivePolicy(text: unknown): RedrivePolicy | undefined {
  const policy = typeof text === "string" ? parseJson(text) : undefined;
  const deadLetterTargetArn = textAt(policy, "deadLetterTargetArn");
  const maxReceiveCount = Number(recordAt(policy).maxReceiveCount);
  return deadLetterTargetArn === undefined ? undefined : { deadLetterTargetArn, maxReceiveCount };
}

/** The engine's settings for a queue. */
export function settingsOf(world: World, arn: string): QueueSettings {
  const queue = queueWithArn(world, arn);
  if (queue === undefined) return {};
  const retention = (numberAt(queue.outputs, "messageRetentionSeconds") ?? 345_600) * 1_000;
  const redrive = parseRedrivePolicy(queue.outputs.redrivePolicy);
  if (redrive === undefined) return { retention };
  return { retention, deadLetters: { queue: redrive.deadLetterTargetArn, attempts: redrive.maxReceiveCount } };
}

/** An attribute of a queue that is a resource of its own. */
function settingOf({ store }: World, token: string, { id }: StoredResource): StoredResource | undefined {
  return store.find(token, ({ inputs }) => inputs.queueUrl === id)[0];
}

/** The policy of a queue, as its attribute. */
export function policyTextOf(world: World, queue: StoredResource): string {
  const policy = settingOf(world, policyToken, queue)?.inputs.policy ?? queue.inputs.policy ?? "";
  return typeof policy === "string" ? policy : JSON.stringify(policy);
}

/** The statements of the queue's own policy. */
export function policyOf(world: World, queue: StoredResource): readonly Statement[] {
  const policy = policyTextOf(world, queue);
  return policy === "" ? [] : parsePolicy(policy);
}

/** The redrive allow policy of a queue, as its attribute. */
export function redriveAllowTextOf(world: World, queue: StoredResource): string {
  return textAt(settingOf(world, redriveAllowToken, queue)?.inputs, "redriveAllowPolicy") ?? "";
}

/**
 * Whether a queue may use another one as its dead-letter queue.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html
 */
export function mayRedriveTo(world: World, deadLetters: StoredResource, arn: string): boolean {
  const policy = parseJson(redriveAllowTextOf(world, deadLetters));
  const permission = textAt(policy, "redrivePermission") ?? "allowAll";
  return permission === "allowAll" || (permission === "byQueue" && listAt(policy, "sourceQueueArns").includes(arn));
}
