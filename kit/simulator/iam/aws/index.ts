export type { SignedRequest } from "./canonical.ts";
export { readClaim } from "./claim.ts";
export { CredentialIssuer, type Credentials, type Session } from "./credentials.ts";
export {
  type AccessRequest,
  type Decision,
  decide,
  decideAccess,
  decideForIdentity,
  type Principal,
} from "./decide.ts";
export { parseIdentityPolicy, parsePolicy, parseTrustPolicy, type Statement } from "./document.ts";
export { type ManagedPolicy, managedPolicies } from "./managed.ts";
export { matches } from "./match.ts";
export { verifySignature } from "./signature.ts";
