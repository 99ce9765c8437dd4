import type { Deployment, StackConfig } from "./context/deployment.ts";
import { MissingTypes } from "./context/missing-types.ts";
import { Progress } from "./context/progress.ts";
import { Rehearsal } from "./context/rehearsal.ts";
import { messagesOf } from "./context/step-error.ts";
import type { Diagnostic, Listener, ResourceChanges } from "./events.ts";
import { type Program, runProgram } from "./program/run-program.ts";
import { loadSdk } from "./program/sdk.ts";
import type { Properties, Providers } from "./provider.ts";
import { ProviderInstances } from "./providers/provider-instances.ts";
import type { Checkpoints, ResourceState } from "./state/checkpoint.ts";
import { Journal } from "./state/journal.ts";
import { noStacks, type Stacks } from "./state/stacks.ts";
import { stackType } from "./state/urn.ts";
import { deleteLeftovers } from "./steps/delete.ts";
import { recover } from "./steps/recover.ts";

/** Which stack, and where it is deployed. */
export interface StackRequest {
  readonly stack: string;
  readonly project: string;
  readonly config?: StackConfig | undefined;
  readonly providers: Providers;
  /** What earlier runs have deployed, and where this one notes what it does. */
  readonly checkpoints: Checkpoints;
  /** Other stacks, which references to stacks find. @default there are none */
  readonly stacks?: Stacks | undefined;
  /** @default "organization", as for stacks without one */
  readonly organization?: string | undefined;
  readonly on?: Listener | undefined;
  /** Ends the run early: steps under way are finished and noted, no new ones begin. */
  readonly signal?: AbortSignal | undefined;
}

/** Which program makes the stack. */
export interface ProgramRequest extends StackRequest {
  readonly program: Program;
  /** The program's folder: its SDK is used, and messages show paths relative to it. */
  readonly folder: string;
  /**
   * Milliseconds for which the program may ask nothing of the engine before it counts as stalled.
   * @default Infinity: only when Node has nothing left to do
   */
  readonly idleLimit?: number | undefined;
  /** Whether the program has the process to itself: then every uncaught error in it is the program's. @default false */
  readonly ownProcess?: boolean | undefined;
}

/** What came of a run. */
export interface Deployed {
  /** Empty when the run has succeeded. */
  readonly errors: readonly Diagnostic[];
  readonly changes: ResourceChanges;
  /** Everything that is deployed now, or would be. Secrets are marked. */
  readonly resources: readonly ResourceState[];
  /** The stack's outputs. Secrets are marked. */
  readonly outputs: Properties;
}

/** Tells what {@link up} would do, and does nothing. Values that only a deployment brings are unknown. */
export async function preview(request: ProgramRequest): Promise<Deployed> {
  return await deploy(request, { preview: true }, (run) => runToEnd(run, request));
}

/** Makes the clouds what the program says: creates, updates, replaces, and at last deletes what it no longer wants. */
export async function up(request: ProgramRequest): Promise<Deployed> {
  return await deploy(request, { preview: false }, (run) => runToEnd(run, request));
}

/** Deletes everything that was deployed. The program is not run. */
export async function destroy(request: StackRequest): Promise<Deployed> {
  return await deploy(request, { preview: false }, deleteLeftovers);
}

async function runToEnd(run: Deployment, request: ProgramRequest): Promise<void> {
  await runProgram(run, {
    sdk: loadSdk(request.folder),
    program: request.program,
    folder: request.folder,
    organization: run.organization,
    idleLimit: request.idleLimit ?? Number.POSITIVE_INFINITY,
    ownProcess: request.ownProcess ?? false,
    signal: request.signal,
  });
  const missing = run.missing.toError();
  if (missing !== undefined) throw missing;
  // After a failure nobody knows what the program would still have wanted.
  if (run.progress.errors.length === 0) await deleteLeftovers(run);
}

/** Whatever goes wrong is in the answer. */
async function deploy(
  request: StackRequest,
  mode: { readonly preview: boolean },
  work: (run: Deployment) => Promise<void>,
): Promise<Deployed> {
  const start = performance.now();
  const { stack, project, on = () => {} } = request;
  const progress = new Progress(on, mode.preview);
  on({ type: "prelude", stack, project, preview: mode.preview });
  let run: Deployment | undefined;
  try {
    run = await openDeployment(request, mode, progress);
    await recover(run);
    await work(run);
  } catch (error) {
    for (const message of messagesOf(error)) progress.report("error", message);
  }
  const { errors, changes } = progress;
  const result = errors.length === 0 ? "succeeded" : "failed";
  on({ type: "summary", result, resourceChanges: changes, durationSeconds: (performance.now() - start) / 1000 });
  const resources = run?.journal.checkpoint.resources ?? [];
  return { errors, changes, resources, outputs: resources.find(({ type }) => type === stackType)?.outputs ?? {} };
}

async function openDeployment(
  request: StackRequest,
  mode: { readonly preview: boolean },
  progress: Progress,
): Promise<Deployment> {
  const journal = await Journal.open(request.checkpoints, { readOnly: mode.preview });
  return {
    stack: request.stack,
    project: request.project,
    organization: request.organization ?? "organization",
    preview: mode.preview,
    config: request.config ?? { values: {}, secretKeys: [] },
    signal: request.signal,
    journal,
    stacks: request.stacks ?? noStacks,
    instances: new ProviderInstances(request.providers, journal),
    progress,
    claimed: new Set(),
    registrations: new Map(),
    formerUrns: new Map(),
    defaultProviders: new Map(),
    deletedEarly: new Set(),
    announced: () => [],
    lookAhead: new Map(),
    missing: new MissingTypes(),
    rehearsal: new Rehearsal(),
  };
}
