import { channel } from "node:diagnostics_channel";
import type { Artifact, BundleRequest } from "./artifact.ts";
import type { Built } from "./build/build.ts";
import { createCloudBuild, entryOf } from "./build/cloud-build.ts";
import { type NonEmpty, settleEach, toCompileError } from "./build/failure.ts";
import { keyOfOptions } from "./build/own-options.ts";
import { projectOf } from "./build/sources.ts";
import { type Checker, startChecker } from "./handler/check.ts";
import { type Found, findHandler } from "./handler/find.ts";
import { makeArtifact, type Wanted } from "./make.ts";
import { type Contents, createContents } from "./output/contents.ts";
import { hashOfTools, howMade, readArtifact } from "./output/manifest.ts";
import { placeOf } from "./output/store.ts";
import { targets } from "./targets.ts";

/** A request, and whoever waits for its artifact. */
export interface Order {
  readonly request: BundleRequest;
  resolve(artifact: Artifact): void;
  reject(reason: unknown): void;
}

interface Task extends Wanted {
  readonly order: Order;
}

/** Tells listeners in this process what was bundled, as `{ request, artifact }`: `fourfold dev` watches its sources. */
const bundled = channel("fourfold:bundled");

function deliver({ request, resolve }: Order, artifact: Artifact): void {
  bundled.publish({ request, artifact });
  resolve(artifact);
}

/** Settles the orders whose artifacts are made already or cannot be made, and returns the rest. */
async function findTasks(orders: readonly Order[]): Promise<readonly Task[]> {
  const tools = hashOfTools();
  const contents = createContents();
  const tasks: Task[] = [];
  for (const order of orders) {
    try {
      const { request } = order;
      const found: Found = { request, handler: await findHandler(request) };
      const place = placeOf(request);
      const made = howMade(tools, found, place);
      const artifact = readArtifact(place, made, contents);
      if (artifact === undefined) tasks.push({ ...found, place, made, order });
      else deliver(order, artifact);
    } catch (reason) {
      order.reject(reason);
    }
  }
  return tasks;
}

/** Enough to share the work on common sources, and few enough that esbuild works on the next while they are written. */
const mostAtOnce = 100;

function* partsOf(tasks: readonly Task[]): Generator<NonEmpty<Task>> {
  for (let at = 0; at < tasks.length; at += mostAtOnce) {
    const [first, ...others] = tasks.slice(at, at + mostAtOnce);
    if (first !== undefined) yield [first, ...others];
  }
}

/** Groups tasks of one project whose code is made in the same way. The clouds of a function are next to each other. */
function groupsOf(tasks: readonly Task[]): readonly (readonly Task[])[] {
  const sorted = tasks.toSorted((a, b) => (a.handler < b.handler ? -1 : Number(a.handler > b.handler)));
  const byOptions = Map.groupBy(sorted, ({ request }) => targets[request.cloud].options);
  return [...byOptions.values()].flatMap((alike) => [
    ...Map.groupBy(alike, ({ handler, request }) =>
      JSON.stringify([request.debuggable === true, keyOfOptions(request), projectOf(handler)]),
    ).values(),
  ]);
}

/** Builds the module of each: together, and alone where that makes a difference. */
async function build(tasks: NonEmpty<Task>): Promise<readonly Built[]> {
  const cloudBuild = createCloudBuild(tasks, true);
  try {
    const moduleOf = await cloudBuild.run();
    // With the fields for Node, esbuild takes the same file for every kind of import.
    const isApart = tasks.length > 1 && targets[tasks[0].request.cloud].options.platform === "browser";
    const built: Built[] = [];
    for (const task of tasks) {
      const module = moduleOf(entryOf(task.request));
      built.push(...(isApart && module.describe().influenced ? await build([task]) : [module]));
    }
    return built;
  } finally {
    await cloudBuild.dispose();
  }
}

/** How a part was built. */
interface Part {
  readonly checker: Checker;
  /** When the build began, in epoch milliseconds. */
  readonly since: number;
  /** What the sources contained after the build. */
  readonly contents: Contents;
}

/**
 * Settles an order: with the artifact once that is written, or with the error when it was not built, or does not export what its
 * set says.
 */
async function answer(task: Task, result: PromiseSettledResult<Built>, part: Part): Promise<void> {
  const { order } = task;
  if (result.status === "rejected") return order.reject(toCompileError(result.reason, task));
  try {
    const built = result.value;
    // Later in the same tick: first, all are sent to be loaded.
    const described = Promise.resolve().then(built.describe);
    const [refusal] = await Promise.all([part.checker.check({ found: task, built }), described]);
    if (refusal !== undefined) return order.reject(refusal);
    deliver(order, makeArtifact(task, built, part.since, part.contents));
  } catch (reason) {
    order.reject(reason);
  }
}

/** While modules are loaded to be checked, they are described, and those that are right are written. */
async function makePart(tasks: NonEmpty<Task>, checker: Checker): Promise<void> {
  const since = Date.now();
  const results = await settleEach(tasks, build);
  const part: Part = { checker, since, contents: createContents() };
  await Promise.all(results.map((result, at) => answer(tasks[at] ?? tasks[0], result, part)));
}

/** While the modules of one part are loaded and written, esbuild works on the next. */
async function makeGroup(tasks: readonly Task[], checker: Checker): Promise<void> {
  const parts = partsOf(tasks);
  const makeRest = async (): Promise<void> => {
    for (const part of parts) await makePart(part, checker);
  };
  await Promise.all([makeRest(), makeRest()]);
}

async function makeTasks(tasks: readonly Task[], longest: number): Promise<void> {
  const checker = startChecker(longest);
  try {
    for (const group of groupsOf(tasks)) await makeGroup(group, checker);
  } finally {
    checker.dispose();
  }
}

/**
 * Makes artifacts, or finds them already made, and settles each order.
 * @param longestLoad - How long a handler's file may take to load when it is checked, in milliseconds.
 */
export async function makeAll(orders: readonly Order[], longestLoad: number): Promise<void> {
  const byPlace = Map.groupBy(await findTasks(orders), ({ place }) => place.folder);
  const tasks = [...byPlace.values()].flatMap(([first]) => first ?? []);
  if (tasks.length > 0) await makeTasks(tasks, longestLoad);
  // Other orders for the same artifact now find it made.
  const others = [...byPlace.values()].flatMap(([, ...rest]) => rest.map(({ order }) => order));
  if (others.length > 0) await makeAll(others, longestLoad);
}
