import type { Service } from "../../../contract.ts";
import { invokes, refusedArguments } from "./invokes.ts";
import { operations } from "./operations.ts";
import { policy } from "./policy.ts";
import { role } from "./role.ts";
import { rolePolicy } from "./role-policy.ts";
import { rolePolicyAttachment } from "./role-policy-attachment.ts";

export { accessDenied, type CallerIdentity, callerIdentity, contextOf } from "./caller.ts";
export { credentialsFor, deployerOf, roleCredentials, type Signer, signerOf } from "./credentials.ts";
export { mayAccess, roleMay, roleWithArn, trusts } from "./identity.ts";

/** Roles and policies. */
export function iamService(): Service {
  return {
    name: "IAM",
    types: [role, rolePolicy, rolePolicyAttachment, policy],
    invokes,
    refusedArguments,
    operations,
  };
}
