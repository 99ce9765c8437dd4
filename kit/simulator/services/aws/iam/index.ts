export { type CallerIdentity, callerIdentity, contextOf } from "./caller.ts";
export { credentialsFor, deployerOf, roleCredentials, type Signer, signerOf } from "./credentials.ts";
export { decisionsFor, roleMay, roleWithArn, trusts } from "./identity.ts";
export { policy } from "./policy.ts";
export { role } from "./role.ts";
export { rolePolicy } from "./role-policy.ts";
export { rolePolicyAttachment } from "./role-policy-attachment.ts";
