import { createHmac, randomBytes } from "node:crypto";
import { at, numberAt, textAt } from "../../../contract/read.ts";
import { CloudError, type StoredResource, type World } from "../../../contract.ts";
import type { Caller } from "../../../iam/gcp.ts";
import { TokenSigner } from "../../../iam/jwt.ts";
import { isDefaultAccount } from "../project.ts";
import { accountToken } from "../tokens.ts";

/** "Google-signed ID tokens … expire after 1 hour": https://cloud.google.com/docs/authentication/token-types#id */
const lifetime = 3_600;

const issuer = "https://accounts.google.com";

/** An access token as the metadata server answers it. https://cloud.google.com/compute/docs/access/authenticate-workloads#applications */
export interface AccessToken {
  readonly access_token: string;
  /** In seconds. */
  readonly expires_in: number;
  readonly token_type: "Bearer";
}

/** Gives tokens of service accounts, and checks them. */
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
   * @throws CloudError `PERMISSION_DENIED` when the account is not there or disabled.
   */
  identity(email: string, audience: string): Promise<string> {
    const id = this.#requireUsable(email);
    const now = Math.floor(this.#world.clock.now() / 1_000);
    const times = { iat: now, exp: now + lifetime };
    return this.#signer.sign({ iss: issuer, aud: audience, azp: id, sub: id, email, email_verified: true, ...times });
  }

  /**
   * An access token of a service account. No service of this simulator takes one: its form is all that there is to it.
   * @throws CloudError `PERMISSION_DENIED` when the account is not there or disabled.
   */
  access(email: string): AccessToken {
    const id = this.#requireUsable(email);
    const mark = createHmac("sha256", randomBytes(32)).update(id).digest("base64url");
    return { access_token: `ya29.c.${mark}`, expires_in: lifetime, token_type: "Bearer" };
  }

  /** Whom an identity token stands for, if it is for this audience and good now. */
  caller(token: string, audience: string): Caller | undefined {
    const claims = this.#signer.read(token);
    const email = textAt(claims, "email");
    const now = this.#world.clock.now() / 1_000;
    const isGood = textAt(claims, "aud") === audience && (numberAt(claims, "exp") ?? 0) > now;
    if (!isGood || email === undefined || !isUsable(this.#world, email)) return undefined;
    return { anonymous: false, member: `serviceAccount:${email}` };
  }

  /** The public keys, as Google has them at https://www.googleapis.com/oauth2/v3/certs. */
  keys(): ReturnType<TokenSigner["keys"]> {
    return this.#signer.keys();
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
