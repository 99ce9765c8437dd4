import { numberAt, textAt } from "../../../../contract/read.ts";
import type { InvocationResult, World } from "../../../../contract.ts";
import type { FunctionApp } from "../../../../hosts/azure-functions/app.ts";
import { askedTimerEvent, timerEvent } from "../../../../hosts/azure-functions/events.ts";
import { parseNcrontab } from "../../../../schedules/ncrontab.ts";
import type { Timer } from "../../../../schedules/timer.ts";
import { createTimetable, type Job, type Timetable } from "../../../../schedules/timetable.ts";
import { resolveSettings } from "./expressions.ts";

/** The status of a timer that the host stores in its storage account, in epoch milliseconds. */
interface Status {
  readonly schedule: string;
  /** @default it has never fired */
  readonly last?: number;
  readonly next: number;
  readonly updated: number;
}

/** A time at which a timer fires. */
interface Due {
  readonly key: string;
  readonly schedule: string;
  readonly timer: Timer;
  /** Epoch milliseconds. */
  readonly due: number;
  /**
   * Whether it had to wait for the previous run. Only an occurrence that was missed while no host was running is past due.
   * https://github.com/Azure/azure-webjobs-sdk-extensions/blob/dev/src/WebJobs.Extensions/Extensions/Timers/Listener/TimerListener.cs
   */
  readonly hasWaited: boolean;
}

/** A run within this time is not late, in milliseconds: the host's own timers are no more precise. */
const punctual = 1_000;

/**
 * Fires the timer triggers of function apps. One instance holds the lock of a timer, so that it never runs twice at a time. Its
 * status is stored, so that a missed run is made up for.
 * https://learn.microsoft.com/azure/azure-functions/functions-bindings-timer#scale-out
 */
export class Timers {
  readonly #world: World;
  readonly #timetable: Timetable;

  constructor(world: World) {
    this.#world = world;
    this.#timetable = createTimetable(world.clock);
  }

  /** Listens for the current timers of an app only. */
  watch(id: string, app: FunctionApp): void {
    const timers = app.functions.filter(({ trigger }) => trigger.type.toLowerCase() === "timertrigger");
    const jobs = timers.flatMap(({ name, trigger }) =>
      this.#jobsOf(id, app, name, resolveSettings(app, textAt(trigger, "schedule") ?? "")),
    );
    this.#timetable.set(id, ...jobs);
  }

  /** Runs a function with a timer trigger by hand. The timer's schedule does not change. */
  runNow(id: string, app: FunctionApp, name: string): Promise<InvocationResult> {
    return app.invokeOnce(name, askedTimerEvent(this.#read(keyOf(id, name))));
  }

  /** Removes the timers of a deleted app, and their status. */
  drop(id: string): void {
    this.#timetable.remove(id);
    const { store } = this.#world;
    for (const key of store.values(keyOf(id, "")).keys()) store.putValue(key, undefined);
  }

  stop(): void {
    this.#timetable.stop();
  }

  /** The jobs of a timer. None if its schedule is not valid, which is written to the app's log. */
  #jobsOf(id: string, app: FunctionApp, name: string, schedule: string): readonly Job[] {
    const parsed = parseNcrontab(schedule);
    // https://learn.microsoft.com/azure/azure-functions/functions-bindings-timer#ncrontab-expressions
    if (parsed.kind !== "timer") {
      app.log(`The listener for function '${name}' was unable to start: ${parsed.message}`);
      return [];
    }
    const key = keyOf(id, name);
    const kept = this.#read(key);
    const status = kept?.schedule === schedule ? kept : this.#start(key, schedule, parsed.timer);
    let isRunning = false;
    let waiting: number | undefined;
    const run = async (due: number, hasWaited = false): Promise<void> => {
      // The listener sets its timer for the next occurrence when an invocation has ended: at once if that is due already.
      if (isRunning) {
        waiting ??= due;
        return;
      }
      isRunning = true;
      await this.#fire(app, name, { key, schedule, timer: parsed.timer, due, hasWaited });
      isRunning = false;
      const next = waiting;
      waiting = undefined;
      if (next !== undefined) await run(next, true);
    };
    return [{ timer: parsed.timer, missed: "latest", since: status.next - 1, run: (due) => void run(due) }];
  }

  /** Creates the status of a timer before it first fires. */
  #start(key: string, schedule: string, timer: Timer): Status {
    const now = this.#world.clock.now();
    return this.#write(key, { schedule, next: timer.next(now) ?? now, updated: now });
  }

  async #fire(app: FunctionApp, name: string, { key, schedule, timer, due, hasWaited }: Due): Promise<void> {
    const fired = this.#world.clock.now();
    const before = this.#read(key) ?? this.#start(key, schedule, timer);
    const isPastDue = !hasWaited && fired - before.next > punctual;
    const { last, next, updated } = before;
    await app.invoke(name, timerEvent({ ...(last === undefined ? {} : { last }), next, updated, isPastDue, fired }));
    const now = Math.max(fired, due);
    this.#write(key, { schedule, last: now, next: timer.next(now) ?? now, updated: this.#world.clock.now() });
  }

  #read(key: string): Status | undefined {
    const value = this.#world.store.getValue(key);
    const found: unknown = value === undefined ? undefined : JSON.parse(value);
    const [schedule, next, updated, last] = [
      textAt(found, "schedule"),
      ...["next", "updated", "last"].map((name) => numberAt(found, name)),
    ];
    if (schedule === undefined || next === undefined || updated === undefined) return undefined;
    return { schedule, next, updated, ...(last === undefined ? {} : { last }) };
  }

  #write(key: string, status: Status): Status {
    this.#world.store.putValue(key, JSON.stringify(status));
    return status;
  }
}

function keyOf(id: string, name: string): string {
  return `azure/timer/${id}/${name}`;
}
