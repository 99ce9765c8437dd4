import type { PackageServices, World } from "../../contract.ts";
import { FunctionHost } from "../../hosts/cloud-functions/function-host.ts";
import { bucketType } from "./bucket.ts";
import { objectType } from "./bucket-object.ts";
import { functionType, replaceCode } from "./function.ts";
import { memberTypes } from "./iam-members.ts";
import { invokes } from "./invokes.ts";
import { scopeOf } from "./project.ts";
import { serviceType } from "./project-service.ts";
import { accountType } from "./service-account.ts";

export { operations } from "./operations.ts";

/** The simulated part of Google Cloud: what `@pulumi/gcp` can deploy here. */
export function services(world: World): PackageServices {
  const host = new FunctionHost(world);
  return {
    package: "gcp",
    types: [bucketType, objectType, accountType, functionType(host), ...memberTypes, serviceType],
    invokes,
    scope: scopeOf,
    replaceCode: (from, to) => replaceCode(from, to, host, world),
    stop: () => host.stop(),
  };
}
