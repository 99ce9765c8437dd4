import { randomUUID } from "node:crypto";
import { numberAt } from "../../../../contract/read.ts";
import { CloudError, type World } from "../../../../contract.ts";
import { type Message, type Messages, tokenOf } from "../../../../engines/messages.ts";
import { askingAs, may } from "../access.ts";
import { queryNameOf } from "../errors.ts";
import { queueWithArn } from "../queues.ts";

/** What a task is started with. */
export interface MoveOrder {
  /** The ARN of the dead-letter queue. */
  readonly source: string;
  /** The ARN of the queue that takes the messages. @default for each the queue that has given it up */
  readonly destination?: string;
  /** Messages a second. @default as fast as any task may be */
  readonly rate?: number;
  /** The ARN of who has started it, and must be allowed to send where the messages go. */
  readonly mover: string;
}

/** A task that moves messages out of a dead-letter queue. Goes through JSON. */
export interface MoveTask extends MoveOrder {
  readonly id: string;
  /** Of the queue's tasks. */
  readonly number: number;
  readonly status: "RUNNING" | "COMPLETED" | "CANCELLED" | "FAILED";
  /** Why it has failed. */
  readonly reason?: string;
  /** Epoch milliseconds. */
  readonly started: number;
  /** How many messages there were when it was started. */
  readonly toMove: number;
  readonly moved: number;
}

/** Messages a second: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_StartMessageMoveTask.html */
export const fastest = 500;
/** Tasks that are remembered: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ListMessageMoveTasks.html */
export const mostTasks = 10;
/** Longer than it takes to move what is moved at a time, in milliseconds. */
const holdTime = 60_000;

/**
 * Moves dead letters back to where they came from, or to another queue, on the clock. Tasks are stored with how far they are,
 * and go on after a restart.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-configure-dead-letter-queue-redrive.html
 */
export class MoveTasks {
  readonly #world: World;
  readonly #messages: Messages;
  /** What cancels the next step, by the key of the task that runs. */
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

  /** @throws CloudError `ResourceNotFoundException` when it does not run. */
  cancel(source: string, id: string): MoveTask {
    const task = this.of(source).find((one) => one.id === id && one.status === "RUNNING");
    if (task === undefined) throw new CloudError("ResourceNotFoundException", "Task does not exist.");
    return this.#end({ ...task, status: "CANCELLED" });
  }

  /** Goes on with the task of a queue that is there again. */
  resume(source: string): void {
    for (const task of this.of(source)) {
      if (task.status === "RUNNING" && !this.#running.has(keyOf(source, task.id))) this.#continue(task, 0);
    }
  }

  /** Forgets the tasks of a queue that does not exist any more. */
  drop(source: string): void {
    for (const task of this.of(source)) {
      this.#end(task);
      this.#world.store.putValue(keyOf(source, task.id), undefined);
    }
  }

  /** Moves nothing more. What runs stays stored. */
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

  /** What is moved in one second. */
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

  /** Moves one message, which is a new one from then on. @returns why it cannot. */
  #move({ source, destination, mover }: MoveTask, message: Message): string | undefined {
    const arn = destination ?? message.origin;
    if (arn === undefined) return "CouldNotDetermineMessageSource";
    const queue = queueWithArn(this.#world, arn);
    if (queue === undefined) return queryNameOf("QueueDoesNotExist");
    if (!may(this.#world, queue, "sqs:SendMessage", askingAs(this.#world, mover))) return "AccessDenied";
    const delay = numberAt(queue.outputs, "delaySeconds") ?? 0;
    this.#messages.send(arn, message, delay * 1_000);
    this.#messages.done(source, tokenOf(message));
    return undefined;
  }
}

function keyOf(source: string, id: string): string {
  return `aws/sqs/move/${source}/${id}`;
}
