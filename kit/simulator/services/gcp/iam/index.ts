import type { Service, World } from "../../../contract.ts";
import { bucketMemberType } from "./bucket-member.ts";
import { customRoleType } from "./custom-role.ts";
import { memberTypes } from "./members.ts";
import type { RuntimeIdentity } from "./metadata.ts";
import { MetadataServers } from "./metadata-servers.ts";
import { namedMemberTypes } from "./named-members.ts";
import { callers, operations } from "./operations.ts";
import { accountType } from "./service-account.ts";
import { Tokens } from "./tokens.ts";

export { bucketBindings } from "./bucket-member.ts";
export { projectBindings, repositoryBindings, serviceBindings } from "./members.ts";
export { namedBindings } from "./named-members.ts";
export { requireAccount, toAccount } from "./service-account.ts";
export type { TokenCaller, Tokens } from "./tokens.ts";

export interface IamService extends Service {
  readonly tokens: Tokens;
  /** The metadata server of code that runs as an account, for its variable `GCE_METADATA_HOST`. */
  metadataFor(identity: RuntimeIdentity): Promise<string>;
}

/** Service accounts, their roles, and their tokens. */
export function iamService(world: World): IamService {
  const tokens = new Tokens(world);
  const metadata = new MetadataServers(tokens);
  return {
    name: "IAM",
    tokens,
    metadataFor: (identity) => metadata.addressOf(identity),
    types: [accountType, customRoleType, ...memberTypes, bucketMemberType, ...namedMemberTypes],
    operations,
    callers,
    stop: () => metadata.stop(),
  };
}
