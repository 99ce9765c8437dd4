import { CloudError, type PackageServices, type World } from "../../contract.ts";
import { FunctionHost } from "../../hosts/cloud-functions/function-host.ts";
import { configuration } from "./configuration.ts";
import { functionType, replaceCode } from "./functions/function.ts";
import { memberTypes } from "./iam-members.ts";
import { MetadataServers } from "./identity/metadata-servers.ts";
import { Tokens } from "./identity/tokens.ts";
import { invokes } from "./invokes.ts";
import { scopeOf } from "./project.ts";
import { serviceType } from "./project-service.ts";
import { repositoryType } from "./repository.ts";
import { accountType } from "./service-account.ts";
import { bucketType } from "./storage/bucket.ts";
import { objectType } from "./storage/bucket-object.ts";

export { operations } from "./operations.ts";

/** The simulated part of Google Cloud: what `@pulumi/gcp` can deploy here. */
export function services(world: World): PackageServices {
  const tokens = new Tokens(world);
  const metadata = new MetadataServers(tokens);
  const host = new FunctionHost(world, (identity) => metadata.addressOf(identity));
  return {
    package: "gcp",
    kind: "bridged",
    configuration,
    types: [
      bucketType,
      objectType,
      accountType,
      functionType(host, tokens),
      repositoryType,
      ...memberTypes,
      serviceType,
    ],
    invokes,
    scope: scopeOf,
    replaceCode: (from, to) => replaceCode(from, to, host, world),
    async credentials({ principal, audience }) {
      if (audience !== undefined) return { IDENTITY_TOKEN: await tokens.identity(principal, audience) };
      throw new CloudError("INVALID_ARGUMENT", "An identity token is for an audience: the address of a function.");
    },
    async stop() {
      await host.stop();
      await metadata.stop();
    },
  };
}
