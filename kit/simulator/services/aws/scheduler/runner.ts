import { randomBytes } from "node:crypto";
import { numberAt, textAt } from "../../../contract/read.ts";
import { CloudError, type InvocationResult, type StoredResource, type World } from "../../../contract.ts";
import { type Message, Messages, tokenOf } from "../../../engines/messages.ts";
import { createTimetable, type Timetable } from "../../../schedules/timetable.ts";
import { noteLoss } from "../lambda/index.ts";
import { type SqsService, textAttributes } from "../sqs/index.ts";
import { type CallTarget, payloadOf, type Run, type RunTarget, timeText } from "./call.ts";
import { timerOf } from "./schedules.ts";

/** https://docs.aws.amazon.com/scheduler/latest/APIReference/API_RetryPolicy.html. The waits are not documented. */
const retries = {
  attempts: 185,
  /** In seconds. */
  age: 86_400,
  /** Milliseconds before the second attempt, then doubled each time up to a maximum, so that 185 attempts take about a day. */
  first: 1_000,
  most: 8 * 60_000,
} as const;

/** How long a call is held while it is delivered, in milliseconds: longer than that takes. */
const holdTime = 60_000;

/** The two reasons why retries end, as in dead letters. */
type Exhausted = "MaximumRetryAttempts" | "MaximumEventAgeInSeconds";

interface RunnerTools {
  readonly call: CallTarget;
  readonly run: RunTarget;
  readonly sqs: SqsService;
}

/** The call of a schedule's target for a time, as a message. */
function callFor({ inputs }: StoredResource, scheduledTime: number): Pick<Message, "body" | "notes"> {
  const run: Run = { scheduledTime, executionId: randomBytes(8).toString("hex") };
  return { body: textAt(inputs, "target.input") ?? "", notes: { ...run } };
}

/** Calls the targets of schedules when they are due, retries failed calls, and sends undelivered ones to the dead-letter queue. */
export class Runner {
  readonly #world: World;
  readonly #tools: RunnerTools;
  readonly #timetable: Timetable;
  /** Calls that have not been delivered yet: a queue for each schedule. */
  readonly #calls: Messages;
  /** Functions that stop watching each schedule's calls. */
  readonly #watches = new Map<string, () => void>();

  constructor(world: World, tools: RunnerTools) {
    this.#world = world;
    this.#tools = tools;
    this.#timetable = createTimetable(world.clock);
    this.#calls = new Messages(world);
  }

  /** Starts the timer of a new, changed or restored schedule. Runs that were missed meanwhile are lost. */
  arm(schedule: StoredResource): void {
    const arn = arnOf(schedule);
    const { store, clock } = this.#world;
    const known = store.getValue(createdKey(arn));
    if (known === undefined) store.putValue(createdKey(arn), String(clock.now()));
    const created = Number(known ?? clock.now());
    const timer = timerOf(schedule, created);
    // A rate is first due when it starts.
    const isStarting = known === undefined && /^rate/.test(String(schedule.inputs.scheduleExpression));
    const since = isStarting ? { since: created - 1 } : {};
    if (schedule.inputs.state === "DISABLED") this.#timetable.remove(arn);
    else this.#timetable.set(arn, { timer, missed: "skip", ...since, run: (time) => this.#run(schedule, time) });
    this.#watches.get(arn)?.();
    this.#watches.set(
      arn,
      this.#calls.watch(arn, () => this.#deliver(schedule)),
    );
  }

  remove(schedule: StoredResource): void {
    const arn = arnOf(schedule);
    this.#timetable.remove(arn);
    this.#watches.get(arn)?.();
    this.#watches.delete(arn);
    this.#calls.drop(arn);
    this.#world.store.putValue(createdKey(arn), undefined);
  }

  stop(): void {
    this.#timetable.stop();
    this.#calls.stop();
  }

  /** Calls a schedule's target by hand, and waits for the result. */
  force(schedule: StoredResource, scheduledTime: number): Promise<InvocationResult> {
    return this.#tools.run(schedule, payloadOf(schedule, { ...callFor(schedule, scheduledTime), attempts: 1 }));
  }

  #run(schedule: StoredResource, scheduledTime: number): void {
    this.#calls.send(arnOf(schedule), callFor(schedule, scheduledTime));
  }

  #deliver(schedule: StoredResource): void {
    const arn = arnOf(schedule);
    for (const message of this.#calls.take(arn, Number.POSITIVE_INFINITY, holdTime)) {
      const payload = payloadOf(schedule, message);
      try {
        this.#tools.call(schedule, payload);
        this.#calls.done(arn, tokenOf(message));
      } catch (error) {
        if (!(error instanceof CloudError)) throw error;
        this.#again(schedule, message, payload, error);
      }
    }
  }

  #again(schedule: StoredResource, message: Message, payload: string, error: CloudError): void {
    const arn = arnOf(schedule);
    const { inputs } = schedule;
    const attempts = numberAt(inputs, "target.retryPolicy.maximumRetryAttempts") ?? retries.attempts;
    const age = numberAt(inputs, "target.retryPolicy.maximumEventAgeInSeconds") ?? retries.age;
    const wait = Math.min(retries.first * 2 ** (message.attempts - 1), retries.most);
    const isTooOld = this.#world.clock.now() + wait > message.sent + age * 1_000;
    if (message.attempts <= attempts && !isTooOld) {
      this.#calls.renew(arn, tokenOf(message), wait);
      return;
    }
    this.#calls.done(arn, tokenOf(message));
    const exhausted = message.attempts > attempts ? "MaximumRetryAttempts" : "MaximumEventAgeInSeconds";
    this.#giveUp(schedule, message, payload, { error, exhausted });
  }

  /** https://docs.aws.amazon.com/scheduler/latest/UserGuide/configuring-schedule-dlq.html#configuring-schedule-dlq-dead-letter-event */
  #giveUp(
    schedule: StoredResource,
    { notes, attempts }: Message,
    payload: string,
    { error, exhausted }: { readonly error: CloudError; readonly exhausted: Exhausted },
  ): void {
    const { inputs } = schedule;
    const target = textAt(inputs, "target.arn") ?? "";
    const queue = textAt(inputs, "target.deadLetterConfig.arn");
    const lost = `${arnOf(schedule)} did not call it: ${error.message}`;
    if (queue === undefined) {
      noteLoss(this.#world, target, lost);
      return;
    }
    const attributes = {
      ERROR_CODE: error.code,
      ERROR_MESSAGE: error.message,
      EXECUTION_ID: String(notes.executionId),
      EXHAUSTED_RETRY_CONDITION: exhausted,
      IS_PAYLOAD_TRUNCATED: "false",
      RETRY_ATTEMPTS: String(attempts - 1),
      SCHEDULED_TIME: timeText(Number(notes.scheduledTime)),
      SCHEDULE_ARN: arnOf(schedule),
      TARGET_ARN: target,
    };
    try {
      const from = { role: textAt(inputs, "target.roleArn") ?? "" };
      this.#tools.sqs.deliver({ from, queue, body: payload, attributes: textAttributes(attributes) });
    } catch (failure) {
      if (!(failure instanceof CloudError)) throw failure;
      noteLoss(this.#world, target, `${lost} The dead letter did not reach ${queue}: ${failure.message}`);
    }
  }
}

function arnOf({ outputs }: StoredResource): string {
  return String(outputs.arn);
}

function createdKey(arn: string): string {
  return `aws/scheduler/created/${arn}`;
}
