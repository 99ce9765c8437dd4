import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { ReceiveMessageCommand } from "@aws-sdk/client-sqs";
import type { Cloud } from "fourfold";
import { deploy, FunctionSet, type FunctionTransform } from "fourfold/components";
import { packageOf } from "../../kit/cli/clouds.ts";
import { entriesOf } from "../../kit/conformance/log.ts";
import type { Deployment } from "../../kit/conformance/schedule/behaviour.ts";
import { beginning, changed, changes, settings, timetable } from "../../kit/conformance/schedule/set.ts";
import type { ScheduleTarget } from "../../kit/conformance/schedule/target.ts";
import { createMemoryCheckpoints, up } from "../../kit/engine/index.ts";
import { createFakeClock, createSimulator, type FakeClock, type Simulator } from "../../kit/simulator/index.ts";
import { openClient } from "../simulator/aws/sqs/client.ts";
import { config, foundationOn } from "./deployment.ts";

/** The account of the simulated AWS. */
const account = "123456789012";

type Program = () => void;

/**
 * Workers of the time in which this plays: their run time is not to be newer than it.
 * https://developers.cloudflare.com/workers/configuration/compatibility-flags/#enable-auto-populating-processenv
 */
const transform: FunctionTransform = {
  cloudflare: {
    script: {
      compatibilityDate: "2025-03-01",
      compatibilityFlags: ["nodejs_compat", "nodejs_compat_populate_process_env"],
    },
  },
};

/** The same transform for every function of a set. */
const ofThen = ({ functions }: { readonly functions: object }) => ({
  transform: { functions: Object.fromEntries(Object.keys(functions).map((name) => [name, transform])) },
});

/** What each deployment deploys at first, and after its changes. */
const programs: Readonly<
  Record<Deployment, (cloud: Cloud) => { readonly set: string; first: Program; later: Program }>
> = {
  timetable(cloud) {
    const args = () => deploy(timetable, { cloud, on: foundationOn(cloud), protection: "destroy", bind: { settings } });
    const first = () => void new FunctionSet("schedule", args(), ofThen(timetable));
    return { set: timetable.name, first, later: first };
  },
  changes(cloud) {
    const on = () => ({ cloud, on: foundationOn(cloud), protection: "destroy" }) as const;
    return {
      set: changes.name,
      first: () => void new FunctionSet("changes", deploy(changes, on()), ofThen(changes)),
      later: () => void new FunctionSet("changes", deploy(changed, on()), ofThen(changed)),
    };
  },
};

/** Lets what runs come to its end, and what has become due begin. In milliseconds. */
const breath = 30;

/** How long before an instant the clock stands still for a moment, so that what was idle for too long has ended. */
const ahead = 1_000;

/** The hash of the files in a folder. */
async function hashOf(folder: string): Promise<string> {
  const hash = createHash("sha256");
  for (const name of (await readdir(folder)).sort()) hash.update(name).update(await readFile(join(folder, name)));
  return hash.digest("hex");
}

/** One simulated cloud, whose clock stands still until it is moved. */
class ScheduleDeployment implements ScheduleTarget, AsyncDisposable {
  readonly cloud: Cloud;
  readonly set: string;
  readonly #programs: { readonly first: Program; readonly later: Program };
  readonly #checkpoints = createMemoryCheckpoints();
  readonly #folder: string;
  #clock: FakeClock = createFakeClock(Date.parse(beginning));
  #simulator: Simulator | undefined;
  /** What was logged before the cloud was stopped. */
  #before: readonly string[] = [];

  constructor(cloud: Cloud, deployment: Deployment, folder: string) {
    const { set, ...both } = programs[deployment](cloud);
    this.cloud = cloud;
    this.set = set;
    this.#programs = both;
    this.#folder = folder;
  }

  async start(): Promise<void> {
    this.#simulator = await createSimulator({ data: this.#folder, live: true, clock: this.#clock });
  }

  async deploy(program: Program = this.#programs.first): Promise<void> {
    const { errors } = await up({
      project: "conformance",
      stack: "test",
      program: async () => {
        program();
        return {};
      },
      folder: process.cwd(),
      config: { values: config, secretKeys: [] },
      providers: this.#running.providers,
      checkpoints: this.#checkpoints,
    });
    assert.deepEqual(
      errors.map(({ message }) => message),
      [],
    );
  }

  /** A cold start takes seconds where other areas of tests use the processors too. */
  readonly logs = { patience: 30_000, read: async () => entriesOf(this.#lines) };

  async passTo(instant: string): Promise<void> {
    const to = Date.parse(instant);
    for (const stop of [to - ahead, to]) {
      const wait = stop - this.#clock.now();
      if (wait <= 0) continue;
      await sleep(breath);
      this.#clock.advance(wait);
      await sleep(breath);
    }
  }

  async addresses(): Promise<readonly string[]> {
    return (await this.#running.state()).addresses.map(({ local }) => local);
  }

  async deadLetters(name: string): Promise<readonly string[]> {
    const { world } = this.#running;
    const queue = world.store.find("aws:sqs/queue:Queue").find(({ id }) => id.includes(`-${name}-`));
    if (queue === undefined) return [];
    const client = await openClient({ simulator: this.#running }, account, config["aws:region"]);
    const { Messages = [] } = await client.send(
      new ReceiveMessageCommand({ QueueUrl: queue.id, MaxNumberOfMessages: 10 }),
    );
    return Messages.map(({ Body = "" }) => Body);
  }

  codeOf(name: string): Promise<string> {
    return hashOf(join(process.cwd(), ".fourfold", "build", this.set, name, this.cloud, "code"));
  }

  change(): Promise<void> {
    return this.deploy(this.#programs.later);
  }

  async sleepUntil(instant: string): Promise<void> {
    await this.#stop();
    this.#clock = createFakeClock(Date.parse(instant));
    await this.start();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#stop();
    await rm(this.#folder, { recursive: true });
  }

  get #running(): Simulator {
    assert.ok(this.#simulator, "the cloud does not run");
    return this.#simulator;
  }

  get #lines(): readonly string[] {
    const { world } = this.#running;
    return [...this.#before, ...world.logs.recent({ cloud: packageOf[this.cloud] }).map(({ text }) => text)];
  }

  async #stop(): Promise<void> {
    this.#before = this.#lines;
    await this.#running.stop();
    this.#simulator = undefined;
  }
}

/** Deploys scheduled functions to one simulated cloud. */
export async function deploySchedules(cloud: Cloud, deployment: Deployment): Promise<ScheduleTarget & AsyncDisposable> {
  const folder = await mkdtemp(join(tmpdir(), "fourfold-schedules-"));
  const target = new ScheduleDeployment(cloud, deployment, folder);
  await target.start();
  try {
    await target.deploy();
    return target;
  } catch (error) {
    await target[Symbol.asyncDispose]();
    throw error;
  }
}
