import {
  CloudError,
  type PackageName,
  type PackageServices,
  type Properties,
  packages,
  type World,
} from "./contract.ts";
import { checkConfiguration } from "./control/check/configuration.ts";
import type { CheckContext } from "./control/check/index.ts";
import { createSchemas, type Schemas } from "./control/check/schema.ts";
import type { Front } from "./control/grpc/index.ts";
import type { CheckFailure, Provider } from "./control/protocol.ts";
import { SimulatedProvider } from "./control/provider.ts";
import { restore } from "./control/restore.ts";
import { applySeed, readSeed } from "./control/seed.ts";
import { SimulatorError } from "./errors.ts";
import type { PlannedFaults } from "./faults.ts";
import { createServices } from "./services/load.ts";
import { describeState, type SimulatorState } from "./state.ts";
import { openWorld, type WorldOptions } from "./world.ts";

export { createFakeClock, type FakeClock } from "./clock.ts";
export { CloudError, type PackageName, packages, type World } from "./contract.ts";
export type { Provider } from "./control/protocol.ts";
export { SimulatorError } from "./errors.ts";
export type { InertProperty, SimulatorState } from "./state.ts";

export interface SimulatorOptions extends WorldOptions {
  /** Whether properties that have no effect here are refused. @default false */
  readonly strict?: boolean;
  /** The file that lists what exists before anything is deployed. @default nothing does */
  readonly seed?: string;
}

/** Simulated clouds over one store. */
export interface Simulator {
  readonly world: World;
  readonly providers: {
    /** @throws SimulatorError `ERR_USAGE` when the package is not simulated. */
    configure(packageName: string, configuration: Properties): Promise<Provider>;
  };
  /** Injects faults into API calls: none until a plan is set. */
  readonly faults: PlannedFaults;
  services(name: PackageName): Promise<PackageServices>;
  /** Opens a gRPC front for each package, for the real engine, and returns their ports. */
  serve(): Promise<Readonly<Partial<Record<PackageName, number>>>>;
  /** Replaces content, by hash, wherever it is deployed. Returns in how many places. */
  replaceCode(from: string, to: string): Promise<number>;
  state(): Promise<SimulatorState>;
  /** Sets the folder that relative paths of a project's assets start from, for when several projects share these clouds. */
  setRoot(project: string, folder: string): void;
  /** Ends the exchange that an uncaught error comes from. Returns whether it comes from one. @see LocalEndpoints.endFaulty */
  endFaulty(error: unknown): boolean;
  /** Stops every process, closes every port and the store. */
  stop(): Promise<void>;
}

/**
 * Starts the simulated clouds in this process, with everything that was deployed before.
 *
 * @example
 * const simulator = await createSimulator({ data: ":memory:", live: true });
 * const aws = await simulator.providers.configure("aws", { region: "eu-central-1" });
 *
 * @throws SimulatorError `ERR_BUSY` or `ERR_STORE` when the data folder cannot be used, `ERR_PORT` when an address that
 * was given out is not available again, `ERR_USAGE` when the seed cannot be applied.
 */
export async function createSimulator(options: SimulatorOptions): Promise<Simulator> {
  const { strict = false, root = process.cwd() } = options;
  const world = openWorld(options);
  const services = createServices(world);
  const schemas = createSchemas();
  const roots = new Map<string, string>();
  const contextOf = (name: string): CheckContext => ({
    ...{ package: knownPackage(name), schemas, strict, root, roots },
    now: () => world.clock.now(),
  });
  const check = async (name: string, configuration: Properties): Promise<readonly CheckFailure[]> => {
    const context = contextOf(name);
    return checkConfiguration(configuration, await services.load(context.package), context);
  };
  const configure: Configure = async (name, configuration) => {
    const context = contextOf(name);
    const failures = await check(name, configuration);
    if (failures.length > 0) throw refusedConfiguration(name, failures);
    return new SimulatedProvider(await services.load(context.package), world, context, configuration);
  };
  const fronts = createFronts({ configure, check, load: services.load, schemas });
  const simulator: Simulator = {
    world,
    faults: world.faults,
    providers: { configure },
    services: services.load,
    serve: fronts.open,
    replaceCode: services.replaceCode,
    state: () => describeState(strict, world, services.load),
    setRoot: (project, folder) => void roots.set(project, folder),
    endFaulty: world.endFaulty,
    async stop() {
      fronts.close();
      try {
        await services.stop();
      } finally {
        await world.end();
      }
    },
  };
  try {
    await world.moveAddresses();
    await restore(world, services.load);
    if (options.seed !== undefined) await applySeed(readSeed(options.seed), configure, world.store);
  } catch (error) {
    // Otherwise open ports and the folder's lock would make the next attempt fail.
    await simulator.stop();
    throw error;
  }
  return simulator;
}

type Configure = Simulator["providers"]["configure"];

/** The error for an engine that configures a provider without checking its configuration first. */
function refusedConfiguration(name: string, failures: readonly CheckFailure[]): CloudError {
  const lines = failures.map(({ property, reason }) => `${name}:${property} ${reason}`);
  return new CloudError("InvalidConfiguration", lines.join("\n"));
}

interface FrontTools {
  readonly configure: Configure;
  check(name: PackageName, configuration: Properties): Promise<readonly CheckFailure[]>;
  readonly load: Simulator["services"];
  readonly schemas: Schemas;
}

function createFronts({ configure, check, load, schemas }: FrontTools) {
  const fronts: Front[] = [];
  return {
    async open() {
      // Loaded here, because in-process tests do not need gRPC.
      const { openFront } = await import("./control/grpc/index.ts");
      const open = async (name: PackageName) => {
        const front = await openFront({
          version: () => schemas(name).version,
          check: (configuration) => check(name, configuration),
          configure: (configuration) => configure(name, configuration),
          services: () => load(name),
        });
        fronts.push(front);
        return [name, front.port] as const;
      };
      return Object.fromEntries(await Promise.all(packages.map(open)));
    },
    close() {
      for (const front of fronts.splice(0)) front.close();
    },
  };
}

function knownPackage(name: string): PackageName {
  const known = packages.find((each) => each === name);
  if (known !== undefined) return known;
  throw new SimulatorError("ERR_USAGE", `The package ${name} is not simulated: there are ${packages.join(", ")}.`);
}
