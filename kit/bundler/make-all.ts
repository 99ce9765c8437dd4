import { channel } from "node:diagnostics_channel";
import type { Artifact, BundleRequest } from "./artifact.ts";
import type { Built } from "./build/build.ts";
import { createCloudBuild, entryOf } from "./build/cloud-build.ts";
import { type Some, settleEach, toCompileError } from "./build/failure.ts";
import { keyOfOptions } from "./build/own-options.ts";
import { projectOf } from "./build/sources.ts";
import { checkModules } from "./handler/check.ts";
import { type Found, findHandler } from "./handler/find.ts";
import { type Loader, startLoader } from "./handler/loader.ts";
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

/** Of one project, and of code that is made in the same way. The clouds of a function stand side by side. */
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
async function build(tasks: Some<Task>): Promise<readonly Built[]> {
  const cloudBuild = createCloudBuild(tasks, true);
  try {
    const moduleOf = await cloudBuild.run();
    // With Node's fields esbuild takes the same file for every kind of import.
    const isApart = tasks.length > 1 && targets[tasks[0].request.cloud].options.platform === "browser";
    const built: Built[] = [];
    for (const task of tasks) {
      const module = moduleOf(entryOf(task.request));
      built.push(...(module.swayed && isApart ? await build([task]) : [module]));
    }
    return built;
  } finally {
    await cloudBuild.dispose();
  }
}

/** What loads modules, and how long one may take, in milliseconds. */
interface Loading {
  readonly loader: Loader;
  readonly longest: number;
}

/** A function, and what came of building it. */
type Outcome = readonly [Task, PromiseSettledResult<Built>];

/** Refuses what was not built, and what is not what its set says when it is loaded. What is left is right. */
async function settle(
  outcomes: readonly Outcome[],
  { loader, longest }: Loading,
): Promise<readonly (readonly [Task, Built])[]> {
  const built = outcomes.flatMap(([task, result]) => {
    if (result.status === "fulfilled") return [[task, result.value] as const];
    task.order.reject(toCompileError(result.reason, task));
    return [];
  });
  const verdicts = await checkModules(
    built.map(([found, module]) => ({ found, built: module })),
    loader,
    longest,
  );
  return built.filter(([task], at) => {
    const refusal = verdicts[at];
    if (refusal !== undefined) task.order.reject(refusal);
    return refusal === undefined;
  });
}

async function makePart(tasks: Some<Task>, loading: Loading): Promise<void> {
  const since = Date.now();
  try {
    const results = await settleEach(tasks, build);
    const contents = createContents();
    const outcomes = tasks.flatMap((task, at): readonly Outcome[] => {
      const result = results[at];
      return result === undefined ? [] : [[task, result]];
    });
    const make = async ([task, built]: readonly [Task, Built]): Promise<void> => {
      try {
        deliver(task.order, await makeArtifact(task, built, since, contents));
      } catch (reason) {
        task.order.reject(reason);
      }
    };
    await Promise.all((await settle(outcomes, loading)).map(make));
  } catch (reason) {
    for (const { order } of tasks) order.reject(reason);
  }
}

/** While the modules of one part are loaded and written, esbuild works on the next. */
async function makeGroup(tasks: readonly Task[], loading: Loading): Promise<void> {
  const parts = partsOf(tasks);
  const makeRest = async (): Promise<void> => {
    for (const part of parts) await makePart(part, loading);
  };
  await Promise.all([makeRest(), makeRest()]);
}

async function makeTasks(tasks: readonly Task[], longest: number): Promise<void> {
  const loader = startLoader(longest);
  try {
    for (const group of groupsOf(tasks)) await makeGroup(group, { loader, longest });
  } finally {
    await loader.dispose();
  }
}

/**
 * Makes artifacts, or finds them already made, and answers each order.
 * @param longestLoad - How long a handler's file may take to load when it is checked, in milliseconds.
 */
export async function makeAll(orders: readonly Order[], longestLoad: number): Promise<void> {
  const byPlace = Map.groupBy(await findTasks(orders), ({ place }) => place.folder);
  const tasks = [...byPlace.values()].flatMap(([first]) => first ?? []);
  if (tasks.length > 0) await makeTasks(tasks, longestLoad);
  // Another order for the same artifact finds it made.
  const others = [...byPlace.values()].flatMap(([, ...rest]) => rest.map(({ order }) => order));
  if (others.length > 0) await makeAll(others, longestLoad);
}
