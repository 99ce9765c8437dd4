import { GrpcProviders, type Properties, type Provider } from "../../../kit/engine/index.ts";
import type { ExportedResource } from "./exported.ts";
import type { TestProject } from "./project.ts";

/** Works on a project's clouds as another tool would: the engine does not hear of it. */
export async function elsewhere<Answer>(
  project: TestProject,
  packageName: string,
  work: (provider: Provider) => Promise<Answer>,
  configuration: Properties = {},
): Promise<Answer> {
  const providers = new GrpcProviders((await project.pulumi.status()).providers);
  try {
    return await work(await providers.configure(packageName, configuration));
  } finally {
    providers.close();
  }
}

/** What a cloud has of a resource, whatever the engine believes. */
export async function lookUp(
  project: TestProject,
  { urn, type, id, inputs }: ExportedResource,
): Promise<Properties | undefined> {
  const [packageName = ""] = type.split(":");
  return await elsewhere(project, packageName, async (cloud) => (await cloud.read({ urn, id, inputs }))?.inputs);
}
