import { randomUUID } from "node:crypto";
import { numberAt } from "../../../../contract/read.ts";
import { CloudError, type World } from "../../../../contract.ts";
import { type Message, type Messages, tokenOf } from "../../../../engines/messages.ts";
import { may, requesterWithArn } from "../access.ts";
import { queryNameOf } from "../errors.ts";
import { queueWithArn } from "../queues.ts";

/** The parameters of a task. */
export interface MoveOrder {
  /** The ARN of the dead-letter queue. */
  readonly source: string;
  /** The ARN of the queue that receives the messages. @default each goes back to its source queue */
  readonly destination?: string;
  /** Messages per second. @default the maximum */
  readonly rate?: number;
  /** The ARN of the principal that started it, which must be allowed to send to the destination. */
  readonly mover: string;
}

/** A task that moves messages out of a dead-letter queue. Must survive JSON. */
export interface MoveTask extends MoveOrder {
  readonly id: string;
  /** Its number among the queue's tasks. */
  readonly number: number;
  readonly status: "RUNNING" | "COMPLETED" | "CANCELLED" | "FAILED";
  /** Why it failed. */
  readonly reason?: string;
  /** Epoch milliseconds. */
  readonly started: number;
  /** The number of messages when it was started. */
  readonly toMove: number;
  readonly moved: number;
}

/** The maximum number of messages per second: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_StartMessageMoveTask.html */
export const fastest = 500;
/** How many tasks of a queue are kept: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ListMessageMoveTasks.html */
export const mostTasks = 10;
/** How long messages are held while they are moved, in milliseconds: longer than one step takes. */
const holdTime = 60_000;

/**
 * Moves dead letters back to their source queues, or to another queue, by the simulator's clock. Tasks are stored with their
 * progress, and continue after a restart.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-configure-dead-letter-queue-redrive.html
 */
export class MoveTasks {
  readonly #world: World;
  readonly #messages: Messages;
  /** Functions that cancel the next step, by the key of the running task. */
  readonly #running = new Map<string, () => void>();

  constructor(world: World, messages: Messages) {
    this.#world = world;
    this.#messages = messages;
  }

  /** The tasks of a queue, the newest first. */
  of(source: string): readonly MoveTask[] {
    const all = [...this.#world.store.values(keyOf(source, "")).values()].map((text): MoveTask => JSON.parse(text));
    return all.sort((one, other) => other.number - one.number);
  }

  /** @throws CloudError `InvalidParameterValue` while another task of the queue is running. */
  start(order: MoveOrder): MoveTask {
    const before = this.of(order.source);
    if (before.some(({ status }) => status === "RUNNING")) {
      const message =
        "There is already a task running. Only one active task is allowed for a source queue arn at a given time.";
      throw new CloudError("InvalidParameterValue", message);
    }
    for (const { source, id } of before.slice(mostTasks - 1)) this.#world.store.putValue(keyOf(source, id), undefined);
    const { waiting } = this.#messages.size(order.source);
    const [started, number] = [this.#world.clock.now(), (before[0]?.number ?? 0) + 1];
    const task = { ...order, number, id: randomUUID(), status: "RUNNING", started, toMove: waiting, moved: 0 } as const;
    return this.#continue(task, 0);
  }

  /** @throws CloudError `ResourceNotFoundException` when it is not running. */
  cancel(source: string, id: string): MoveTask {
    const task = this.of(source).find((one) => one.id === id && one.status === "RUNNING");
    if (task === undefined) throw new CloudError("ResourceNotFoundException", "Task does not exist.");
    return this.#end({ ...task, status: "CANCELLED" });
  }

  /** Continues the task of a queue after a restart. */
  resume(source: string): void {
    for (const task of this.of(source)) {
      if (task.status === "RUNNING" && !this.#running.has(keyOf(source, task.id))) this.#continue(task, 0);
    }
  }

  /** Removes the tasks of a deleted queue. */
  drop(source: string): void {
    for (const task of this.of(source)) {
      this.#end(task);
      this.#world.store.putValue(keyOf(source, task.id), undefined);
    }
  }

  /** Stops moving messages. Running tasks stay stored. */
  stop(): void {
    for (const cancel of this.#running.values()) cancel();
    this.#running.clear();
  }

  #continue(task: MoveTask, wait: number): MoveTask {
    const key = keyOf(task.source, task.id);
    this.#world.store.putValue(key, JSON.stringify(task));
    this.#running.set(
      key,
      this.#world.clock.after(wait, () => this.#step(task)),
    );
    return task;
  }

  #end(task: MoveTask): MoveTask {
    const key = keyOf(task.source, task.id);
    this.#running.get(key)?.();
    this.#running.delete(key);
    this.#world.store.putValue(key, JSON.stringify(task));
    return task;
  }

  /** Moves the messages of one second. */
  #step(task: MoveTask): void {
    const { source, rate = fastest, toMove } = task;
    const taken = this.#messages.take(source, Math.min(rate, toMove - task.moved), holdTime);
    let { moved } = task;
    for (const [index, message] of taken.entries()) {
      const reason = this.#move(task, message);
      if (reason !== undefined) {
        for (const left of taken.slice(index)) this.#messages.renew(source, tokenOf(left), 0);
        this.#end({ ...task, moved, status: "FAILED", reason });
        return;
      }
      moved++;
    }
    if (moved === toMove || taken.length === 0) this.#end({ ...task, moved, status: "COMPLETED" });
    else this.#continue({ ...task, moved }, 1_000);
  }

  /** Moves one message, which becomes a new one. @returns Why it cannot be moved, if it cannot. */
  #move({ source, destination, mover }: MoveTask, message: Message): string | undefined {
    const arn = destination ?? message.origin;
    if (arn === undefined) return "CouldNotDetermineMessageSource";
    const queue = queueWithArn(this.#world, arn);
    if (queue === undefined) return queryNameOf("QueueDoesNotExist");
    if (!may(this.#world, queue, "sqs:SendMessage", requesterWithArn(this.#world, mover))) return "AccessDenied";
    const delay = numberAt(queue.outputs, "delaySeconds") ?? 0;
    this.#messages.send(arn, message, delay * 1_000);
    this.#messages.done(source, tokenOf(message));
    return undefined;
  }
}

function keyOf(source: string, id: string): string {
  return `aws/sqs/move/${source}/${id}`;
}
