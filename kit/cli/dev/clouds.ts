import { findSimulator, type SimulatorClient, startSimulator } from "../../simulator/client.ts";
import { FourfoldError } from "../../spec/index.ts";
import { requireFreePort } from "../port.ts";
import { type Project, simulatorFolder } from "../project.ts";

/** What a user may say about the simulated clouds. */
export interface CloudOptions {
  /** The first port for the addresses of what is deployed. */
  readonly port?: number | undefined;
  /** Whether properties without effect are refused. */
  readonly strict: boolean;
}

/** Simulated clouds to work with. */
export interface OpenClouds {
  readonly simulator: SimulatorClient;
  /** Ends them, if this command has started them. */
  close(): Promise<void>;
}

/**
 * Takes the running simulator, or starts one that ends with this process.
 * @throws FourfoldError `ERR_PORT` when the port is in use, `ERR_BUSY` when options are given that a running one cannot take.
 */
export async function openClouds(project: Project, { port, strict }: CloudOptions): Promise<OpenClouds> {
  const data = simulatorFolder(project);
  const running = await findSimulator(data);
  if (running !== undefined) {
    if (port === undefined && !strict) return { simulator: running, close: async () => undefined };
    throw new FourfoldError("ERR_BUSY", {
      what: `The simulated clouds already run, as process ${running.pid}, and --port and --strict are for their start.`,
      fix: "Run `npx fourfold stop` first, or leave the options out.",
    });
  }
  if (port !== undefined) await requireFreePort(port);
  const basePort = port === undefined ? {} : { basePort: port };
  const simulator = await startSimulator({ data, root: project.folder, attached: true, strict, ...basePort });
  return { simulator, close: () => simulator.stop() };
}
