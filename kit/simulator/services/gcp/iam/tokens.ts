import { randomBytes } from "node:crypto";
import { at, numberAt, textAt } from "../../../contract/read.ts";
import { CloudError, type StoredResource, type World } from "../../../contract.ts";
import { AccessTokens } from "../../../iam/access-tokens.ts";
import type { Caller } from "../../../iam/gcp.ts";
import { TokenSigner } from "../../../iam/jwt.ts";
import { isDefaultAccount, ownedBy, projectPattern, userWhoOwns } from "../project.ts";
import { accountToken } from "../tokens.ts";

/** Both kinds of tokens are valid for an hour, in seconds. https://cloud.google.com/docs/authentication/token-types */
const lifetime = 3_600;

/** The scope for everything that the account may do. https://cloud.google.com/run/docs/securing/service-identity#access-token */
const everything = "https://www.googleapis.com/auth/cloud-platform";

/** The stored secret that access tokens are signed with. */
const accessKey = "gcp/access-key";

const issuer = "https://accounts.google.com";

/** An access token as the metadata server returns it. https://cloud.google.com/compute/docs/access/authenticate-workloads#applications */
export interface AccessToken {
  readonly access_token: string;
  /** In seconds. */
  readonly expires_in: number;
  readonly token_type: "Bearer";
}

/** The caller of an API, and the scopes of its token. */
export interface TokenCaller {
  readonly caller: Caller;
  readonly scopes: readonly string[];
}

/** Issues tokens of service accounts, and verifies them. */
export class Tokens {
  readonly #world: World;
  readonly #signer: TokenSigner;

  constructor(world: World) {
    this.#world = world;
    this.#signer = new TokenSigner(world.store, "gcp/token-key");
  }

  /**
   * An identity token of a service account for one audience.
   * https://cloud.google.com/docs/authentication/token-types#id-contents
   * @throws CloudError `PERMISSION_DENIED` when the account does not exist or is disabled.
   */
  identity(email: string, audience: string): Promise<string> {
    const id = this.#requireUsable(email);
    const now = Math.floor(this.#world.clock.now() / 1_000);
    const times = { iat: now, exp: now + lifetime };
    return this.#signer.sign({ iss: issuer, aud: audience, azp: id, sub: id, email, email_verified: true, ...times });
  }

  /**
   * An access token of a service account.
   * @param scopes - What the token may be used for. @default everything that the account may do
   * @throws CloudError `PERMISSION_DENIED` when the account does not exist or is disabled.
   */
  access(email: string, scopes: readonly string[] = [everything]): AccessToken {
    this.#requireUsable(email);
    return this.#issue(email, scopes);
  }

  /** An access token of the user who owns a project and deploys to it. */
  ownerAccess(project: string): AccessToken {
    if (projectPattern.test(project)) return this.#issue(userWhoOwns(project), [everything]);
    const message = `An access token is for a service account, by its address, or for the owner of a project, by its id, not ${project}.`;
    throw new CloudError("INVALID_ARGUMENT", message, 400);
  }

  /** The principal of an access token, if it is valid now. */
  accessCaller(token: string): TokenCaller | undefined {
    const grant = this.#accessTokens().read(token);
    if (grant === undefined || grant.expires <= this.#world.clock.now() / 1_000) return undefined;
    if (ownedBy(grant.email) !== undefined) {
      return { caller: { anonymous: false, member: `user:${grant.email}` }, scopes: grant.scopes };
    }
    if (!isUsable(this.#world, grant.email)) return undefined;
    return { caller: { anonymous: false, member: `serviceAccount:${grant.email}` }, scopes: grant.scopes };
  }

  /** The principal of an identity token, if it is for this audience and valid now. */
  caller(token: string, audience: string): Caller | undefined {
    const claims = this.#signer.read(token);
    const email = textAt(claims, "email");
    const now = this.#world.clock.now() / 1_000;
    const isGood = textAt(claims, "aud") === audience && (numberAt(claims, "exp") ?? 0) > now;
    if (!isGood || email === undefined || !isUsable(this.#world, email)) return undefined;
    return { anonymous: false, member: `serviceAccount:${email}` };
  }

  /** The public keys, which Google publishes at https://www.googleapis.com/oauth2/v3/certs. */
  keys(): ReturnType<TokenSigner["keys"]> {
    return this.#signer.keys();
  }

  #issue(email: string, scopes: readonly string[]): AccessToken {
    const expires = Math.floor(this.#world.clock.now() / 1_000) + lifetime;
    const access_token = this.#accessTokens().issue({ email, expires, scopes });
    return { access_token, expires_in: lifetime, token_type: "Bearer" };
  }

  /** The issuer of access tokens. Its secret is stored, so that tokens outlive a restart. */
  #accessTokens(): AccessTokens {
    const { store } = this.#world;
    const kept = store.getValue(accessKey);
    if (kept !== undefined) return new AccessTokens(kept);
    const made = randomBytes(32).toString("base64");
    store.putValue(accessKey, made);
    return new AccessTokens(made);
  }

  #requireUsable(email: string): string {
    if (isUsable(this.#world, email)) return textAt(accountOf(this.#world, email)?.outputs, "uniqueId") ?? email;
    const message = `The service account ${email} is disabled or does not exist: it gets no tokens.`;
    throw new CloudError("PERMISSION_DENIED", message, 403);
  }
}

function accountOf({ store }: World, email: string): StoredResource | undefined {
  return store.find(accountToken, ({ outputs }) => textAt(outputs, "email") === email)[0];
}

/** https://cloud.google.com/iam/docs/service-accounts-disable-enable: "you can no longer authenticate as it". */
function isUsable(world: World, email: string): boolean {
  const account = accountOf(world, email);
  return account === undefined ? isDefaultAccount(email) : at(account.inputs, "disabled") !== true;
}
