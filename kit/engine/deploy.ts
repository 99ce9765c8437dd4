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

/** A stack, and where it is deployed. */
export interface StackRequest {
  readonly stack: string;
  readonly project: string;
  readonly config?: StackConfig | undefined;
  readonly providers: Providers;
  /** What earlier runs have deployed, and where this one records its steps. */
  readonly checkpoints: Checkpoints;
  /** Other stacks, for stack references. @default none */
  readonly stacks?: Stacks | undefined;
  /** @default "organization", as for stacks without an organization */
  readonly organization?: string | undefined;
  readonly on?: Listener | undefined;
  /** Ends the run early: steps in progress are finished and recorded, and no new ones begin. */
  readonly signal?: AbortSignal | undefined;
}

/** A stack and its program. */
export interface ProgramRequest extends StackRequest {
  readonly program: Program;
  /** The program's folder, whose SDK is used. Messages show paths relative to it. */
  readonly folder: string;
  /**
   * How long the program may make no calls to the engine before it counts as stalled, in milliseconds.
   * @default Infinity: only when Node has nothing left to do
   */
  readonly idleLimit?: number | undefined;
  /** Whether the program has the process to itself: then every uncaught error in it is the program's. @default false */
  readonly ownProcess?: boolean | undefined;
}

/** The result of a run. */
export interface Deployed {
  /** Empty when the run has succeeded. */
  readonly errors: readonly Diagnostic[];
  readonly changes: ResourceChanges;
  /** Everything that is deployed now or, in a preview, would be. Secrets are marked. */
  readonly resources: readonly ResourceState[];
  /** The stack's outputs. Secrets are marked. */
  readonly outputs: Properties;
}

/** Reports what {@link up} would do, without doing it. Values that only a deployment can produce are unknown. */
export async function preview(request: ProgramRequest): Promise<Deployed> {
  return await deploy(request, { preview: true }, (run) => runToEnd(run, request));
}

/** Makes the clouds match the program: creates, updates, replaces, and finally deletes what is no longer in it. */
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
  // After a failure it is unknown what else the program would have registered.
  if (run.progress.errors.length === 0) await deleteLeftovers(run);
}

/** Errors are in the result. */
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
