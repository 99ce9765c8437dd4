import type { PackageServices, World } from "../../contract.ts";
import { FunctionHost } from "../../hosts/cloud-functions/function-host.ts";
import { functionType, replaceCode } from "./functions/function.ts";
import { memberTypes } from "./iam-members.ts";
import { invokes } from "./invokes.ts";
import { scopeOf } from "./project.ts";
import { serviceType } from "./project-service.ts";
import { accountType } from "./service-account.ts";
import { bucketType } from "./storage/bucket.ts";
import { objectType } from "./storage/bucket-object.ts";

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
