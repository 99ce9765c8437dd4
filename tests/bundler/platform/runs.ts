import assert from "node:assert/strict";
import { pathToFileURL } from "node:url";
import { type Cloud, type FunctionSpec, functionSet, type Triggers } from "fourfold";
import { deploy, Foundation, FunctionSet } from "fourfold/components";
import { createMemoryCheckpoints, up } from "../../../kit/engine/index.ts";
import { createSimulator } from "../../../kit/simulator/index.ts";
import { places } from "../../components/deployment.ts";
import type { Project } from "../project.ts";

const config = {
  "aws:region": "eu-west-1",
  "gcp:project": "acme-test",
  "gcp:region": "europe-west1",
  "azure-native:location": "westeurope",
};

/** Deploys the function of a project to a simulated cloud, as a program does, and gives the body that it answers. */
export async function answerOf(
  project: Project,
  cloud: Cloud,
  spec: Omit<Partial<FunctionSpec>, keyof Triggers> = {},
): Promise<unknown> {
  const root = pathToFileURL(`${project.folder}/src/shop.ts`).href;
  const shop = functionSet("shop", { root, functions: { api: { handler: "./api.ts", http: true, ...spec } } });
  const simulator = await createSimulator({ data: ":memory:", live: true });
  await using stack = new AsyncDisposableStack();
  stack.defer(() => simulator.stop());
  const { errors } = await up({
    project: "bundler",
    stack: "test",
    program: () => {
      const on = new Foundation("acme", { cloud, ...places });
      new FunctionSet("shop", deploy(shop, { cloud, on, protection: "destroy" }));
      return {};
    },
    folder: project.folder,
    config: { values: config, secretKeys: [] },
    providers: simulator.providers,
    checkpoints: createMemoryCheckpoints(),
  });
  assert.deepEqual(
    errors.map(({ message }) => message),
    [],
  );
  const endpoint = simulator.world.endpoints.list().find(({ isInternal }) => isInternal !== true);
  assert.ok(endpoint);
  const response = await fetch(endpoint.url);
  const text = await response.text();
  assert.equal(response.status, 200, text);
  return JSON.parse(text);
}
