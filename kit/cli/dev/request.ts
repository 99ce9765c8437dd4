import { existsSync, globSync } from "node:fs";
import { join } from "node:path";
import { type RunRequest, readStackConfig, type StackConfig } from "../../engine/index.ts";
import { checkpointKey } from "../../engine/process/http-stacks.ts";
import type { SimulatorClient } from "../../simulator/client.ts";
import { type Cloud, FourfoldError } from "../../spec/index.ts";
import { defaultStack, type Project } from "../project.ts";
import { defaultPassphrase } from "../pulumi/environment.ts";

/** Which stack of a project is deployed, and to which clouds. */
export interface DeployOptions {
  /** The stack whose settings are used: `dev` for `Pulumi.dev.yaml`. */
  readonly stack: string;
  /** The clouds to deploy to. @default those of the setting `clouds` */
  readonly only?: readonly Cloud[] | undefined;
}

/** Replaces the project's setting `clouds` with the chosen clouds. */
function narrow(config: StackConfig, { name, folder }: Project, only: readonly Cloud[] | undefined): StackConfig {
  if (only === undefined) return config;
  const key = `${name}:clouds`;
  if (!(key in config.values)) {
    throw new FourfoldError("ERR_USAGE", {
      where: "--only",
      what: `the project in ${folder} has no setting "clouds" to choose clouds with.`,
      fix: "Leave the option out.",
    });
  }
  return { ...config, values: { ...config.values, [key]: JSON.stringify(only) } };
}

const fileOf = (stack: string): string => `Pulumi.${stack}.yaml`;

/** @throws FourfoldError `ERR_USAGE` with the stacks that have settings. */
function requireStack({ folder }: Project, stack: string): void {
  if (stack === defaultStack || existsSync(join(folder, fileOf(stack)))) return;
  const stacks = globSync(fileOf("*"), { cwd: folder }).map((file) => file.slice("Pulumi.".length, -".yaml".length));
  throw new FourfoldError("ERR_USAGE", {
    where: "--stack",
    what: `${fileOf(stack)} does not exist in ${folder}.`,
    fix: stacks.length === 0 ? "Leave the option out." : `Choose one of ${stacks.sort().join(", ")}.`,
  });
}

/**
 * A stack's settings, overridden by the command line's.
 * @throws FourfoldError `ERR_USAGE` when the stack does not exist, `ERR_CONFIG` when its settings are not valid.
 */
export async function readConfig(project: Project, { stack, only }: DeployOptions): Promise<StackConfig> {
  requireStack(project, stack);
  const passphrase = process.env.PULUMI_CONFIG_PASSPHRASE ?? defaultPassphrase;
  return narrow(await readStackConfig({ folder: project.folder, stack, passphrase }), project, only);
}

/** The configuration as plain data for a message. */
const toMessage = ({ values, secretKeys }: StackConfig): RunRequest["config"] => ({
  values: { ...values },
  secretKeys: [...secretKeys],
});

/** The request to the engine, once the simulated clouds are running: it contains their ports. */
export async function createRequest(
  operation: RunRequest["operation"],
  project: Project,
  { stack, config }: { readonly stack: string; readonly config: StackConfig },
  simulator: SimulatorClient,
): Promise<RunRequest> {
  const { providers } = await simulator.state();
  const checkpoint = simulator.valueAddress(checkpointKey({ project: project.name, stack }));
  return {
    operation,
    project: project.name,
    stack,
    config: toMessage(config),
    main: project.main,
    tsconfig: project.tsconfig,
    providers,
    checkpoint,
    stacks: simulator.values,
  };
}
