import type { StoredResource, World } from "../../../contract.ts";
import { projectNumber, projectOf, resourceName } from "../project.ts";
import { secretToken } from "../tokens.ts";

/** How the API names a secret: with the number of its project, whichever name the request had. */
export function numberedName({ inputs, scope }: Pick<StoredResource, "inputs" | "scope">): string {
  return `projects/${projectNumber(projectOf(inputs, scope))}/secrets/${String(inputs.secretId)}`;
}

/** A secret by a full name, with the id or the number of its project. */
export function secretNamed(name: string, { store }: World): StoredResource | undefined {
  return store.find(secretToken, (secret) => secret.id === name || numberedName(secret) === name)[0];
}

/** The secret that something names, in full or by its last part. */
export function secretOf(name: string, { inputs, scope }: Pick<StoredResource, "inputs" | "scope">, world: World) {
  return secretNamed(resourceName("secrets", name, inputs, scope), world);
}
