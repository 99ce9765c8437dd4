import { createHmac } from "node:crypto";
import { CloudError } from "../../contract.ts";
import type { Claim } from "./claim.ts";

/** The principal that temporary credentials stand for. */
export interface Session {
  /** The ARN of the role or user. */
  readonly principal: string;
  /** The name of a role's session, part of its ARN. For a function it is the function's name. */
  readonly name: string;
  /** Epoch milliseconds. */
  readonly expires: number;
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp.html */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/**
 * Issues credentials and recognizes them. They are not stored: the session token contains the principal and is signed, and id
 * and secret are derived from the token. So they outlive a restart.
 */
export class CredentialIssuer {
  readonly #key: string;

  /** @param key - A secret of this simulated AWS. */
  constructor(key: string) {
    this.#key = key;
  }

  issue(session: Session): Credentials {
    const content = Buffer.from(JSON.stringify(session)).toString("base64url");
    return this.#credentials(`${content}.${this.#mac("token", content).toString("base64url")}`);
  }

  /**
   * The session that a claim names, and the secret key that must have signed it.
   * @throws CloudError as AWS for keys that do not exist or have expired.
   * https://docs.aws.amazon.com/lambda/latest/api/CommonErrors.html
   */
  find({ accessKeyId, sessionToken = "" }: Claim, now: number): { readonly session: Session; readonly secret: string } {
    const [content = "", signature] = sessionToken.split(".");
    const credentials = this.#credentials(sessionToken);
    const isOurs = signature === this.#mac("token", content).toString("base64url");
    if (!isOurs || credentials.accessKeyId !== accessKeyId) {
      throw new CloudError(
        "UnrecognizedClientException",
        "The security token included in the request is invalid.",
        403,
      );
    }
    const session: Session = JSON.parse(Buffer.from(content, "base64url").toString());
    if (session.expires <= now) {
      throw new CloudError("ExpiredTokenException", "The security token included in the request is expired", 403);
    }
    return { session, secret: credentials.secretAccessKey };
  }

  #credentials(sessionToken: string): Credentials {
    const id = [...this.#mac("id", sessionToken).subarray(0, 16)]
      .map((byte) => letters[byte % letters.length])
      .join("");
    const secretAccessKey = this.#mac("secret", sessionToken).toString("base64").slice(0, 40);
    return { accessKeyId: `ASIA${id}`, secretAccessKey, sessionToken };
  }

  #mac(purpose: string, text: string): Buffer {
    return createHmac("sha256", this.#key).update(`${purpose} ${text}`).digest();
  }
}
