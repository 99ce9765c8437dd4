import { type BearerOptions, bearer, HttpError, signToken, type TokenSecret } from "fourfold/runtime";
import * as v from "valibot";
import type { Users } from "../data/users.ts";
import type { Scope, User } from "../model/users/user.ts";

/** How long a token lasts, in seconds. */
export const tokenLife = 3_600;

const audience = "shop";
const realm = "shop";

/** What a 401 has to say, whoever answers it: https://www.rfc-editor.org/rfc/rfc9110#section-15.5.2 */
export const challenge = `Bearer realm="${realm}"`;

const Session = v.object({ sub: v.string() });

/** Signs a user's token. */
export function issueToken(signing: TokenSecret, { id, scopes }: User): Promise<string> {
  return signToken(
    { sub: id, scope: scopes.join(" ") },
    { secret: signing, audience, lifetime: `${tokenLife} seconds` },
  );
}

/** Says who asks, or answers 401 or 403. */
export interface Guard {
  /** The customer who asks. */
  customer(request: Request): Promise<User>;
  /** The member of the staff who asks. */
  staff(request: Request): Promise<User>;
}

/** Makes a guard. Users are looked up: the token of one that was deleted is worth nothing from then on. */
export function createGuard(signing: TokenSecret, users: Users): Guard {
  const checking = (scope: Scope) => {
    const options: BearerOptions<typeof Session> = {
      ...{ secret: signing, audience, claims: Session, scopes: [scope], realm },
    };
    const token = bearer(options);
    return async (request: Request) => {
      const { sub } = await token.claimsOf(request);
      const user = await users.get(sub);
      if (user !== undefined) return user;
      const detail = "The user does not exist any more.";
      const why = `${challenge}, error="invalid_token", error_description="${detail}"`;
      throw new HttpError(401, { code: "invalid_token", detail, headers: { "www-authenticate": why } });
    };
  };
  return { customer: checking("customer"), staff: checking("staff") };
}
