import { findSimulator, type SimulatorClient, startSimulator } from "../../simulator/client.ts";
import { requireFreePort } from "../port.ts";
import { type Project, simulatorFolder } from "../project.ts";
import { requireStartedWith, type StartOptions } from "../running.ts";

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
export async function openClouds(project: Project, options: StartOptions): Promise<OpenClouds> {
  const { port, strict, inspect } = options;
  const data = simulatorFolder(project);
  const running = await findSimulator(data);
  if (running !== undefined) {
    await requireStartedWith(options, running);
    return { simulator: running, close: async () => undefined };
  }
  if (port !== undefined) await requireFreePort(port);
  const simulator = await startSimulator({
    ...{ data, root: project.folder, attached: true, strict },
    ...(port === undefined ? {} : { basePort: port }),
    ...(inspect === undefined ? {} : { inspectPort: inspect }),
  });
  return { simulator, close: () => simulator.stop() };
}
