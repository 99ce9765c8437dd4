import type { SecretName } from "../../../kit/conformance/secrets/set.ts";
import type { StoredResource } from "../../../kit/simulator/contract.ts";
import type { DeployedSecrets } from "../secret-deployment.ts";

/** What a cloud lets functions do with secrets. */
export interface SecretAccess {
  /** The calls that a function needs to read a secret. */
  readonly reading: readonly string[];
  /** The calls that the identity of a function may make for a secret, whatever its code would ask for. */
  allowedTo(reader: string, secret: SecretName, target: DeployedSecrets): Promise<readonly string[]>;
  /** Everything that the identity of a function was granted: what, and on what. */
  granted(reader: string, target: DeployedSecrets): readonly string[];
  /** The grant of a link. */
  grantOf(secret: SecretName, target: DeployedSecrets): string;
  /** What the platform needs to run a function at all. */
  platform(reader: string, target: DeployedSecrets): readonly string[];
}

/** The resources of a type, by the last part of its token. */
export const deployed = ({ simulator }: DeployedSecrets, type: string): readonly StoredResource[] =>
  simulator.world.store.all().filter((one) => one.type.endsWith(`:${type}`));

/** The one of a function, of whose name this property begins with the function's; on Azure, names of storage have no hyphens. */
export function own(target: DeployedSecrets, type: string, reader: string, property = "name"): StoredResource {
  const isOwn = ({ outputs }: StoredResource) =>
    /^secrets-?(api|other)/.exec(String(outputs[property]))?.[1] === reader;
  const [one, ...others] = deployed(target, type).filter(isOwn);
  if (one === undefined || others.length > 0) throw new Error(`"${reader}" has not one ${type}.`);
  return one;
}
