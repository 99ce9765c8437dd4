import { randomBytes } from "node:crypto";
import { CloudError, type Scope, type World } from "../../../contract.ts";
import {
  CredentialIssuer,
  type Credentials,
  type Session,
  type SignedRequest,
  verifySignature,
} from "../../../iam/aws/index.ts";
import { globalArnOf } from "../names.ts";
import { roleWithArn } from "./identity.ts";

/** "The default is 3,600 seconds": https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
const sessionTime = 3_600_000;

const secretKey = "aws/iam/credentials";

/** The issuer of this simulator's credentials. Its secret is stored, so that credentials outlive a restart. */
function issuerOf({ store }: World): CredentialIssuer {
  const kept = store.getValue(secretKey);
  if (kept !== undefined) return new CredentialIssuer(kept);
  const secret = randomBytes(32).toString("base64");
  store.putValue(secretKey, secret);
  return new CredentialIssuer(secret);
}

/** The ARN of the user who deploys to an account, and may do everything in it. */
export function deployerOf(account: string): string {
  return globalArnOf("iam", account, "user/deployer");
}

/** Credentials of a role for a session. */
export function roleCredentials(world: World, role: string, session: string, lifetime: number): Credentials {
  return issuerOf(world).issue({ principal: role, name: session, expires: world.clock.now() + lifetime });
}

/**
 * Credentials that are valid for one hour: of a role by its ARN, or of the user who deploys to an account by its number.
 * @throws CloudError `NoSuchEntity` when the role does not exist.
 */
export function credentialsFor(world: World, principal: string): Credentials {
  if (/^\d{12}$/.test(principal)) return roleCredentials(world, deployerOf(principal), "deployer", sessionTime);
  if (roleWithArn(world, principal) !== undefined) return roleCredentials(world, principal, "simulator", sessionTime);
  const message = `Credentials are given for the ARN of a role that is deployed, or an account's number, not for ${principal}.`;
  throw new CloudError("NoSuchEntity", message, 404);
}

/** The signer of a request. */
export interface Signer extends Session {
  readonly accessKeyId: string;
}

/**
 * The signer of a request to a service. `undefined`: the request is not signed.
 * @throws CloudError when the signature or the credentials are not valid.
 */
export function signerOf(
  world: World,
  request: SignedRequest,
  service: string,
  { region }: Pick<Scope, "region">,
): Signer | undefined {
  const now = world.clock.now();
  const issuer = issuerOf(world);
  const claim = verifySignature(request, { region, service, now }, (claimed) => issuer.find(claimed, now).secret);
  return claim && { ...issuer.find(claim, now).session, accessKeyId: claim.accessKeyId };
}
