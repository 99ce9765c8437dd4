import {
  type Checkpoints,
  createMemoryCheckpoints,
  type Diagnostic,
  type Program,
  type Providers,
  preview as previewStack,
  type StackConfig,
  up,
} from "../engine/index.ts";
import { loadSimulator } from "../simulated/index.ts";
import { EvaluatedStack } from "./evaluated-stack.ts";
import { cloudsOf, createStacks, type GivenStack } from "./stacks.ts";

/** The value of a setting. Anything but a string reaches the program as JSON, as with `pulumi config set --path`. */
export type ConfigValue = string | number | boolean | readonly ConfigValue[] | { readonly [key: string]: ConfigValue };

/** How to evaluate a program. */
export interface EvaluateOptions {
  /** The project's name: part of every URN, and the namespace of settings without one. @default "project" */
  readonly project?: string;
  /** The stack's name: part of every URN. @default "stack" */
  readonly stack?: string;
  /** What `pulumi.getOrganization()` returns. @default "organization" */
  readonly organization?: string;
  /**
   * The stack's settings: `region` is one of the project's own, `aws:region` one of the provider.
   * @default {} - the simulated clouds have an account and a region each
   */
  readonly config?: Readonly<Record<string, ConfigValue>>;
  /** Settings that are secret. @default {} */
  readonly secrets?: Readonly<Record<string, ConfigValue>>;
  /** Whether nothing is deployed, so that values which only a deployment brings are unknown. @default false */
  readonly preview?: boolean;
  /** What was deployed before: the program changes it, instead of beginning with nothing. @default - nothing */
  readonly after?: EvaluatedStack;
  /**
   * Other stacks, which a `StackReference` finds by name, `organization/platform/dev`: evaluated ones, or just outputs.
   * The program is deployed to the same clouds as the first evaluated one. @default {}
   */
  readonly stacks?: Readonly<Record<string, GivenStack>>;
  /** What is deployed to. @default - the simulated clouds, in memory, without their data planes */
  readonly providers?: Providers;
  /** Milliseconds for which the program may wait for anything other than resources. @default 10_000 */
  readonly patience?: number;
}

/**
 * Runs a Pulumi program in this process, against an engine in memory: with real URNs, parents, aliases, transforms,
 * secrets and providers, and without the Pulumi CLI.
 *
 * A program that fails does not throw here: the reason is in {@link EvaluatedStack.error}, and in every assertion's message.
 *
 * @param program returns the stack's outputs, or nothing
 *
 * @example
 * const stack = await evaluate(() => {
 *   const bucket = new aws.s3.Bucket("logs", { tags: { team: "shop" } });
 *   return { name: bucket.bucket };
 * });
 * stack.count("aws:s3/bucket:Bucket", 1);
 * stack.has("aws:s3/bucket:Bucket", { tags: { team: "shop" } });
 *
 * @example A rename that must not replace anything
 * const before = await evaluate(() => void new Shop("shop"));
 * const after = await evaluate(() => void new Shop("store", { aliases: [{ name: "shop" }] }), { after: before });
 * assert.deepEqual(Object.keys(after.changes), ["same"]);
 *
 * @example A program that reads what another one has exported
 * const platform = await evaluate(() => ({ foundation: new Foundation("acme", { cloud: "aws" }).handle }));
 * const app = await evaluate(shop, { stacks: { "organization/platform/dev": platform } });
 *
 * @example A mistake
 * const stack = await evaluate(() => void new Shop("shop", { memory: "1 byte" }));
 * assert.match(stack.error?.message ?? "", /memory/);
 */
export async function evaluate(program: Program, options: EvaluateOptions = {}): Promise<EvaluatedStack> {
  const { project = "project", stack = "stack", organization = "organization", preview = false } = options;
  const { after, stacks = {}, patience = 10_000 } = options;
  const providers = options.providers ?? after?.providers ?? cloudsOf(stacks) ?? (await simulateClouds());
  const checkpoints: Checkpoints = createMemoryCheckpoints(after?.checkpoint);
  const messages: Diagnostic[] = [];
  const deployed = await (preview ? previewStack : up)({
    project,
    stack,
    organization,
    program,
    folder: process.cwd(),
    config: toStackConfig(project, options),
    providers,
    checkpoints,
    stacks: createStacks(stacks, organization),
    idleLimit: patience,
    on: (event) => {
      if (event.type === "diagnostic") messages.push(event);
    },
  });
  return new EvaluatedStack({ deployed, messages, providers, checkpoint: await checkpoints.load() });
}

/** Control planes only: nothing listens, nothing runs, and nothing is left behind. */
async function simulateClouds(): Promise<Providers> {
  const { createSimulator } = await loadSimulator();
  const simulator = await createSimulator({ data: ":memory:", live: false });
  return simulator.providers;
}

function toStackConfig(project: string, { config = {}, secrets = {} }: EvaluateOptions): StackConfig {
  const fullKey = (key: string): string => (key.includes(":") ? key : `${project}:${key}`);
  const toText = (value: ConfigValue): string => (typeof value === "string" ? value : JSON.stringify(value));
  const entries = Object.entries({ ...config, ...secrets }).map(([key, value]) => [fullKey(key), toText(value)]);
  return { values: Object.fromEntries(entries), secretKeys: Object.keys(secrets).map(fullKey) };
}
