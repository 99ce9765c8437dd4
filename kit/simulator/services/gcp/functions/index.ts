import type { Service, World } from "../../../contract.ts";
import { FunctionHost } from "../../../hosts/cloud-functions/function-host.ts";
import type { IamService } from "../iam/index.ts";
import { functionType } from "./function.ts";
import { callers, operations } from "./operations.ts";

/** Cloud Run functions. */
export function functionsService(world: World, { tokens, metadataFor }: IamService): Service {
  const host = new FunctionHost(world, metadataFor);
  return {
    name: "Cloud Run functions",
    types: [functionType(host, tokens)],
    operations,
    callers,
    stop: () => host.stop(),
  };
}
