import { setImmediate } from "node:timers/promises";
import type { Announced } from "../context/announced.ts";
import type { Deployment } from "../context/deployment.ts";
import { Log } from "../monitor/log.ts";
import { Monitor } from "../monitor/monitor.ts";
import { describeError } from "./describe-error.ts";
import { disregard } from "./disregard.ts";
import type { Sdk, Store } from "./sdk.ts";
import { describeStall, watchForStall } from "./stall.ts";
import { watchUncaught } from "./uncaught.ts";

/**
 * A Pulumi program. It returns the stack's outputs as values, promises or outputs or, as in Pulumi itself, a function that
 * returns these.
 */
export type Program = () => unknown;

export interface ProgramOptions {
  readonly sdk: Sdk;
  readonly program: Program;
  /** The result of `pulumi.runtime.getRootDirectory()`. Paths in messages are relative to it. */
  readonly folder: string;
  readonly organization: string;
  /** How long the program may make no calls to the engine, in milliseconds. */
  readonly idleLimit: number;
  /** Whether every uncaught error in the process is the program's. */
  readonly ownProcess: boolean;
  /** Ends the run: steps in progress are finished, and no new ones begin. */
  readonly signal: AbortSignal | undefined;
}

/** Runs a program against an engine in the same process. Everything that goes wrong is reported to the run's progress. */
export async function runProgram(run: Deployment, options: ProgramOptions): Promise<void> {
  await options.sdk.state.withLocalStorage(() => runInStore(run, options));
}

async function runInStore(run: Deployment, options: ProgramOptions): Promise<void> {
  const { sdk, folder, idleLimit, ownProcess, signal } = options;
  const monitor: Monitor = new Monitor({ ...run, announced: () => listAnnounced(store) });
  const { activity } = monitor;
  const store = prepareStore(run, options, monitor);
  const seen = new Set<unknown>();
  const fail = (error: unknown): void => {
    if (!seen.has(error) && !signal?.aborted) run.progress.report("error", describeError(error, folder));
    seen.add(error);
    activity.end();
  };
  const onAbort = (): void => {
    run.progress.report("error", "The run was cancelled.");
    activity.end();
  };
  // A failed program that continues gets no more values: they are unknown, as in a preview.
  const withhold = (): void => {
    store.settings.options.dryRun = true;
  };
  const ended = activity.whenEnded.then(withhold);
  void run.rehearsal.whenBegun.then(withhold);
  const stopWatching = watchUncaught({ owns: () => ownProcess || sdk.state.getLocalStore() === store, take: fail });
  const stopWaiting = watchForStall({
    activity,
    idleLimit,
    onStall: () => fail(describeStall([...(store.pendingResourceRegistrations?.values() ?? [])])),
  });
  signal?.addEventListener("abort", onAbort);
  if (signal?.aborted) onAbort();
  try {
    await Promise.race([execute(options).catch(fail), ended]);
    await activity.settled();
    // Related errors come in consecutive turns of the event loop.
    await setImmediate();
    await setImmediate();
  } finally {
    signal?.removeEventListener("abort", onAbort);
    stopWaiting();
    stopWatching();
    if (activity.ended) disregard(store, sdk.state);
    sdk.settings.disconnectSync();
    monitor.close();
  }
}

/** Tells the SDK about the stack, and replaces its clients with the engine. */
function prepareStore(run: Deployment, { sdk, folder, organization }: ProgramOptions, monitor: Monitor): Store {
  const parallel = Number.MAX_SAFE_INTEGER;
  sdk.settings.resetOptions(run.project, run.stack, parallel, "in-memory", "in-memory", run.preview, organization);
  sdk.config.setAllConfig({ ...run.config.values }, [...run.config.secretKeys]);
  const store = sdk.state.getLocalStore();
  if (store === undefined) throw new Error("The Pulumi SDK has lost its store.");
  store.settings.monitor = monitor;
  store.settings.engine = new Log(run.progress);
  store.settings.options.rootDirectory = folder;
  return store;
}

/** The managed resources whose registration is in progress. */
function listAnnounced(store: Store): readonly Announced[] {
  return [...(store.pendingResourceRegistrations ?? [])].flatMap(([resource, { type, name }]) =>
    "__pulumiCustomResource" in resource && type !== undefined && name !== undefined ? [{ type, name }] : [],
  );
}

async function execute({ sdk, program }: ProgramOptions): Promise<void> {
  await sdk.stack.runInPulumiStack(async () => {
    const outputs = await program();
    return typeof outputs === "function" ? await outputs() : outputs;
  });
  // Waits for all registrations, including those that the program does not await.
  await sdk.settings.disconnect(true);
}
