import assert from "node:assert/strict";
import { createRequest, readConfig } from "../../../kit/cli/dev/request.ts";
import { openProject } from "../../../kit/cli/project.ts";
import { type ResourceState, startRun } from "../../../kit/engine/index.ts";
import { startSimulator } from "../../../kit/simulator/client.ts";

/**
 * Deploys a project's program with the in-memory engine, to simulated clouds of its own.
 *
 * @param folder - Where `Pulumi.yaml` is.
 * @param data - Where the clouds keep what they have.
 */
export async function deployInMemory(folder: string, data: string): Promise<readonly ResourceState[]> {
  const project = openProject(folder);
  const simulator = await startSimulator({ data, root: folder });
  try {
    const config = await readConfig(project, { stack: "dev" });
    const request = await createRequest("up", project, { stack: "dev", config }, simulator);
    const { errors, resources } = await startRun(request);
    assert.deepEqual(errors, []);
    return resources;
  } finally {
    await simulator.stop();
  }
}
