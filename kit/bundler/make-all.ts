import { channel } from "node:diagnostics_channel";
import type { Artifact, BundleRequest } from "./artifact.ts";
import type { Built } from "./build/build.ts";
import { createCloudBuild, entryOf } from "./build/cloud-build.ts";
import { type Some, settleEach, toCompileError } from "./build/failure.ts";
import { projectOf } from "./build/sources.ts";
import { type Checks, createChecks } from "./handler/checks.ts";
import { type Found, findHandler, functionTitle } from "./handler/find.ts";
import { makeArtifact, type Wanted } from "./make.ts";
import { createContents } from "./output/contents.ts";
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

/** Tells whoever listens in this process what is bundled, as `{ request, artifact }`: `fourfold dev` watches its sources. */
const bundled = channel("fourfold:bundled");

function deliver({ request, resolve }: Order, artifact: Artifact): void {
  bundled.publish({ request, artifact });
  resolve(artifact);
}

/** Answers what is made already, and what cannot be made. What is left is to be made. */
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

function* partsOf(tasks: readonly Task[]): Generator<Some<Task>> {
  for (let at = 0; at < tasks.length; at += mostAtOnce) {
    const [first, ...others] = tasks.slice(at, at + mostAtOnce);
    if (first !== undefined) yield [first, ...others];
  }
}

/** Whether what is built for its cloud can be loaded here, and so its handler with the same build. */
const isForNode = ({ request }: Found): boolean => targets[request.cloud].options.platform === "node";

/**
 * Of one project, and of code that is made in the same way. The clouds of a function stand side by side, those first
 * whose handlers are loaded with the least work: what is known of a handler then holds for all its clouds.
 */
function groupsOf(tasks: readonly Task[]): readonly (readonly Task[])[] {
  const sorted = tasks.toSorted(
    (a, b) =>
      Number(isForNode(b)) - Number(isForNode(a)) || (a.handler < b.handler ? -1 : Number(a.handler > b.handler)),
  );
  const byOptions = Map.groupBy(sorted, ({ request }) => targets[request.cloud].options);
  return [...byOptions.values()].flatMap((alike) => [
    ...Map.groupBy(alike, ({ handler, request }) => `${request.debuggable === true} ${projectOf(handler)}`).values(),
  ]);
}

/** Builds the module of each, and loads the handlers that can be loaded from the same build. */
async function build(tasks: Some<Task>, checks: Checks): Promise<readonly Built[]> {
  const loading = checks.begin(tasks.filter(isForNode));
  const cloudBuild = createCloudBuild(tasks, true, loading.handlers);
  try {
    const moduleOf = await cloudBuild.run();
    const loaded = loading.load(moduleOf, tasks[0].place.root);
    // Meanwhile: handlers are loaded in a thread of their own.
    const built = tasks.map(({ request }) => moduleOf(entryOf(request)));
    await loaded;
    return built;
  } finally {
    await Promise.all([loading.dispose(), cloudBuild.dispose()]);
  }
}

async function makePart(tasks: Some<Task>, loading: Promise<void>, checks: Checks): Promise<void> {
  const since = Date.now();
  const results = await settleEach(tasks, (some) => build(some, checks));
  await loading;
  const contents = createContents();
  const make = async (task: Task, at: number): Promise<void> => {
    try {
      // A handler without default export does not link either, and the check says it better.
      await checks.check(task);
      const result = results[at];
      if (result?.status !== "fulfilled")
        throw toCompileError(result?.reason, functionTitle(task.request), projectOf(task.handler));
      deliver(task.order, await makeArtifact(task, result.value, since, contents));
    } catch (reason) {
      task.order.reject(reason);
    }
  };
  await Promise.all(tasks.map(make));
}

/** While the artifacts of one part are written, esbuild works on the next. */
async function makeGroup(tasks: readonly Task[], checks: Checks): Promise<void> {
  const loading = checks.load(tasks.filter((task) => !isForNode(task)));
  const parts = partsOf(tasks);
  const makeRest = async (): Promise<void> => {
    for (const part of parts) await makePart(part, loading, checks);
  };
  await Promise.all([makeRest(), makeRest()]);
}

/**
 * Makes artifacts, or finds them already made, and answers each order.
 * @param longestLoad - How long a handler's file may take to load when it is checked, in milliseconds.
 */
export async function makeAll(orders: readonly Order[], longestLoad: number): Promise<void> {
  const byPlace = Map.groupBy(await findTasks(orders), ({ place }) => place.folder);
  const tasks = [...byPlace.values()].flatMap(([first]) => first ?? []);
  const checks = createChecks(longestLoad);
  for (const group of groupsOf(tasks)) await makeGroup(group, checks);
  // Another order for the same artifact finds it made.
  const others = [...byPlace.values()].flatMap(([, ...rest]) => rest.map(({ order }) => order));
  if (others.length > 0) await makeAll(others, longestLoad);
}
