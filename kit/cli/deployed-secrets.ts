import * as v from "valibot";
import type { SecretSource } from "../spec/index.ts";
import { componentsIn, FunctionOutputs, Handle, type KnownResource, SetOutputs } from "./component-outputs.ts";
import type { DeployedSecret } from "./secrets/index.ts";

/** The registered outputs of `Secret`. */
const SecretOutputs = v.object({
  set: v.string(),
  secret: v.string(),
  source: v.picklist(["bound", "generated", "later"]),
  bytes: v.exactOptional(v.number()),
  handle: Handle,
});

/** The scripts of the Workers that read a secret of their set, by what the set grants them. */
function readersIn(resources: readonly KnownResource[], set: string, secret: string): readonly string[] {
  const sets = new Map(componentsIn(resources, "FunctionSet", SetOutputs).map(({ at, says }) => [at.urn, says.grants]));
  return componentsIn(resources, "Function", FunctionOutputs).flatMap(({ at, says }) => {
    const grants = sets.get(at.parent ?? "")?.[says.function] ?? [];
    const { cloud, attributes } = says.handle;
    const isReader = grants.some(({ kind, resource }) => kind === "secret" && resource === secret);
    return isReader && says.set === set && cloud === "cloudflare" ? (attributes.name ?? []) : [];
  });
}

/** The secrets among the resources of a stack. */
export function secretsIn(resources: readonly KnownResource[]): readonly DeployedSecret[] {
  return componentsIn(resources, "Secret", SecretOutputs).map(({ says }) => {
    const { set, secret: name, source: kind, bytes = 0, handle } = says;
    const { cloud, attributes } = handle;
    const source: SecretSource = kind === "generated" ? { kind, bytes } : { kind };
    return { cloud, set, name, attributes, source, readers: readersIn(resources, set, name) };
  });
}
