import { numberAt, parseJson, recordAt, textAt } from "../../../contract/read.ts";
import type { Scope, StoredResource, World } from "../../../contract.ts";
import type { QueueSettings } from "../../../engines/messages.ts";
import { parsePolicy, type Statement } from "../../../iam/aws/index.ts";
import { arnOf } from "../names.ts";

export const queueToken = "aws:sqs/queue:Queue";

export function queueArn(name: string, scope: Scope): string {
  return arnOf("sqs", scope, name);
}

export function queueWithArn(world: World, arn: string): StoredResource | undefined {
  return world.store.find(queueToken, ({ outputs }) => outputs.arn === arn)[0];
}

export function queueNamed(world: World, name: string, { account, region }: Scope): StoredResource | undefined {
  return queueWithArn(world, queueArn(name, { account, region }));
}

/** Where messages go that nobody can work with. */
export interface RedrivePolicy {
  readonly deadLetterTargetArn: string;
  readonly maxReceiveCount: number;
}

/** A redrive policy is JSON text. `undefined`: it is not one. */
export function parseRedrivePolicy(text: unknown): RedrivePolicy | undefined {
  const policy = typeof text === "string" ? parseJson(text) : undefined;
  const deadLetterTargetArn = textAt(policy, "deadLetterTargetArn");
  const maxReceiveCount = Number(recordAt(policy).maxReceiveCount);
  return deadLetterTargetArn === undefined ? undefined : { deadLetterTargetArn, maxReceiveCount };
}

/** How the messages of a queue are kept. */
export function settingsOf(world: World, arn: string): QueueSettings {
  const queue = queueWithArn(world, arn);
  if (queue === undefined) return {};
  const retention = (numberAt(queue.outputs, "messageRetentionSeconds") ?? 345_600) * 1_000;
  const redrive = parseRedrivePolicy(queue.outputs.redrivePolicy);
  if (redrive === undefined) return { retention };
  return { retention, deadLetters: { queue: redrive.deadLetterTargetArn, attempts: redrive.maxReceiveCount } };
}

/** The statements of the queue's own policy. */
export function policyOf({ inputs }: StoredResource): readonly Statement[] {
  const policy = textAt(inputs, "policy") ?? "";
  return policy === "" ? [] : parsePolicy(policy);
}
