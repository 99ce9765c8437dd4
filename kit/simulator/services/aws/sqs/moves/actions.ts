import { parseJson, textAt } from "../../../../contract/read.ts";
import { CloudError, type Properties, type World } from "../../../../contract.ts";
import { isWhole } from "../../../rules.ts";
import { requireAllowed } from "../access.ts";
import type { Action, ActionContext } from "../action.ts";
import { invalid, missing } from "../errors.ts";
import { parseRedrivePolicy, queueToken, queueWithArn } from "../queues.ts";
import { fastest, type MoveTask, mostTasks } from "./tasks.ts";

/** The queue whose ARN is a parameter of the request. @throws CloudError `ResourceNotFoundException` */
function queueAt(world: World, input: Properties, parameter: string) {
  const arn = textAt(input, parameter);
  if (arn === undefined) throw missing(parameter);
  return existing(world, arn, parameter);
}

function existing(world: World, arn: string, parameter: string) {
  const queue = queueWithArn(world, arn);
  if (queue !== undefined) return queue;
  const message = `The resource that you specified for the ${parameter} parameter doesn't exist.`;
  throw new CloudError("ResourceNotFoundException", message);
}

function numberUpTo({ input }: ActionContext, parameter: string, most: number): number | undefined {
  const value = input[parameter];
  if (value === undefined) return undefined;
  if (!isWhole(value, 1, most)) throw invalid(parameter, value, `Must be between 1 and ${most}.`);
  return Number(value);
}

const handleOf = ({ source, id }: MoveTask): string =>
  Buffer.from(JSON.stringify({ taskId: id, sourceArn: source })).toString("base64");

/** The task that a handle identifies. @throws CloudError `InvalidParameterValue` */
function taskIn(input: Properties): { readonly id: string; readonly source: string } {
  const handle = textAt(input, "TaskHandle");
  if (handle === undefined) throw missing("TaskHandle");
  const task = parseJson(Buffer.from(handle, "base64").toString());
  const [id, source] = [textAt(task, "taskId"), textAt(task, "sourceArn")];
  if (id !== undefined && source !== undefined) return { id, source };
  throw new CloudError("InvalidParameterValue", "Value for parameter TaskHandle is invalid.");
}

/** @throws CloudError `InvalidParameterValue` when the queue is not the dead-letter queue of another one. */
function requireDeadLetterQueue({ world, queue }: ActionContext): void {
  const { arn } = queue.outputs;
  const sources = world.store.find(
    queueToken,
    ({ outputs }) => parseRedrivePolicy(outputs.redrivePolicy)?.deadLetterTargetArn === arn,
  );
  if (sources.length > 0) return;
  throw new CloudError("InvalidParameterValue", "Source queue must be configured as a Dead Letter Queue.");
}

function start(context: ActionContext): Properties {
  const { world, queue, input, requester, moves } = context;
  requireDeadLetterQueue(context);
  const rate = numberUpTo(context, "MaxNumberOfMessagesPerSecond", fastest);
  const source = String(queue.outputs.arn);
  const destination = textAt(input, "DestinationArn");
  if (destination === source) {
    const message = "Source queue arn and destination queue arn cannot be the same.";
    throw new CloudError("InvalidParameterValue", message);
  }
  if (destination !== undefined) {
    requireAllowed(world, existing(world, destination, "DestinationArn"), "sqs:SendMessage", requester);
  }
  const task = moves.start({
    ...{ source, mover: requester.principal.id },
    ...(destination === undefined ? {} : { destination }),
    ...(rate === undefined ? {} : { rate }),
  });
  return { TaskHandle: handleOf(task) };
}

function described(task: MoveTask): Properties {
  return {
    Status: task.status,
    SourceArn: task.source,
    DestinationArn: task.destination,
    MaxNumberOfMessagesPerSecond: task.rate,
    ApproximateNumberOfMessagesMoved: task.moved,
    ApproximateNumberOfMessagesToMove: task.toMove,
    StartedTimestamp: task.started,
    FailureReason: task.reason,
    ...(task.status === "RUNNING" ? { TaskHandle: handleOf(task) } : {}),
  };
}

function list(context: ActionContext): Properties {
  const most = numberUpTo(context, "MaxResults", mostTasks) ?? 1;
  return { Results: context.moves.of(String(context.queue.outputs.arn)).slice(0, most).map(described) };
}

function cancel({ input, moves }: ActionContext): Properties {
  const { source, id } = taskIn(input);
  return { ApproximateNumberOfMessagesMoved: moves.cancel(source, id).moved };
}

/**
 * The operations on a dead-letter queue. Starting a task also needs `sqs:SendMessage` on the destination.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsqs.html
 */
export const moveActions: Readonly<Record<string, Action>> = {
  StartMessageMoveTask: {
    permissions: ["sqs:StartMessageMoveTask", "sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"],
    queue: (world, input) => queueAt(world, input, "SourceArn"),
    run: start,
  },
  ListMessageMoveTasks: {
    permissions: ["sqs:ListMessageMoveTasks", "sqs:GetQueueAttributes"],
    queue: (world, input) => queueAt(world, input, "SourceArn"),
    run: list,
  },
  CancelMessageMoveTask: {
    permissions: ["sqs:CancelMessageMoveTask", "sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"],
    queue: (world, input) => existing(world, taskIn(input).source, "SourceArn"),
    run: cancel,
  },
};
