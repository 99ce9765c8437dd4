import type { Service, World } from "../../../contract.ts";
import type { Call, CallResult } from "../../../hosts/cloud-functions/call.ts";
import { FunctionHost } from "../../../hosts/cloud-functions/function-host.ts";
import type { Environment } from "../../environment.ts";
import type { IamService } from "../iam/index.ts";
import { notFound } from "../project.ts";
import type { StorageService } from "../storage/index.ts";
import { admission } from "./admission.ts";
import { findByUrl, functionType } from "./function.ts";
import { callers, operations } from "./operations.ts";

export interface FunctionsService extends Service {
  /** Calls the function at an address for one of Google's own services, which must be admitted like any other caller. */
  call(call: Call): Promise<CallResult>;
}

/** The other services that functions need. */
export interface FunctionNeeds {
  readonly iam: IamService;
  /** Stores their sources. */
  readonly storage: StorageService;
  readonly environment: Environment;
}

/** Cloud Run functions. */
export function functionsService(world: World, { iam, storage, environment }: FunctionNeeds): FunctionsService {
  const { tokens, metadataFor } = iam;
  const host = new FunctionHost(world, metadataFor);
  return {
    name: "Cloud Run functions",
    types: [functionType({ host, tokens, storage, environment })],
    operations,
    callers,
    async call(call) {
      const found = findByUrl(call.url, world);
      if (found === undefined) throw notFound(call.url);
      return host.call(found.id, admission(found, tokens, world), call);
    },
    stop: () => host.stop(),
  };
}
