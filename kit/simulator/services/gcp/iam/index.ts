import { CloudError, type Service, type World } from "../../../contract.ts";
import { memberTypes } from "./members.ts";
import type { RuntimeIdentity } from "./metadata.ts";
import { MetadataServers } from "./metadata-servers.ts";
import { callers, operations } from "./operations.ts";
import { accountType } from "./service-account.ts";
import { Tokens } from "./tokens.ts";

export { projectBindings, repositoryBindings, serviceBindings } from "./members.ts";
export { requireAccount, toAccount } from "./service-account.ts";
export type { Tokens } from "./tokens.ts";

export interface IamService extends Service {
  readonly tokens: Tokens;
  /** Where code that runs as an account asks who it is, for its variable `GCE_METADATA_HOST`. */
  metadataFor(identity: RuntimeIdentity): Promise<string>;
}

/** Service accounts, what they may do, and their tokens. */
export function iamService(world: World): IamService {
  const tokens = new Tokens(world);
  const metadata = new MetadataServers(tokens);
  return {
    name: "IAM",
    tokens,
    metadataFor: (identity) => metadata.addressOf(identity),
    types: [accountType, ...memberTypes],
    operations,
    callers,
    async credentials({ principal, audience }) {
      if (audience !== undefined) return { IDENTITY_TOKEN: await tokens.identity(principal, audience) };
      throw new CloudError("INVALID_ARGUMENT", "An identity token is for an audience: the address of a function.");
    },
    stop: () => metadata.stop(),
  };
}
