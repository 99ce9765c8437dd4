export { type AccessRequest, type Decision, decide, decideForIdentity, type Principal } from "./decide.ts";
export { parseIdentityPolicy, parsePolicy, parseTrustPolicy, type Statement } from "./document.ts";
export { type ManagedPolicy, managedPolicies } from "./managed.ts";
export { matches } from "./match.ts";
