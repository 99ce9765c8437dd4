import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import fc from "fast-check";
import { type AnySchema, type } from "fourfold";
import { answerErrors, type BearerOptions, bearer, signToken, type TokenSecret } from "fourfold/runtime";
import { SignJWT } from "jose";
import * as v from "valibot";
import { base64, before, current, fine, foreign, hs256, keep, now, of, raw } from "../../support/tokens.ts";
import { around, get, problemOf } from "./support.ts";

/** Asks an app that only those reach who are let through. */
function guarded(options: Partial<BearerOptions<AnySchema>> = {}) {
  const { secret } = keep(current, before);
  const { ask, lines } = around([answerErrors, bearer({ secret, ...options })], () => new Response("in"));
  return { lines, ask: async (header?: string) => ask(get(header === undefined ? {} : { authorization: header })) };
}

async function assertRefused(response: Response, status: number, challenge: string): Promise<void> {
  assert.deepEqual([response.status, response.headers.get("www-authenticate")], [status, challenge]);
  assert.equal(response.headers.get("content-type"), "application/problem+json");
  assert.partialDeepStrictEqual(await problemOf(response), { status, requestId: "r-1" });
}

const notValid = 'Bearer realm="api", error="invalid_token", error_description="The token is not valid."';

// https://www.rfc-editor.org/rfc/rfc6750#section-3
describe("a bearer's token", () => {
  it("lets its bearer in", async () => {
    const token = await signToken({ sub: "ann" }, { secret: of(current), lifetime: "1 minute" });

    for (const scheme of ["Bearer", "bearer", "BEARER", "Bearer  "]) {
      assert.equal(await (await guarded().ask(`${scheme} ${token}`)).text(), "in");
    }
  });

  for (const header of [undefined, "Basic YTpi", "", "Bear er", "Bearertoken", "Token Bearer"]) {
    it(`is asked for, without an error, where the header is ${JSON.stringify(header)}`, async () => {
      await assertRefused(await guarded().ask(header), 401, 'Bearer realm="api"');
    });
  }

  for (const header of [
    "Bearer",
    "Bearer ",
    "Bearer a b",
    "Bearer a, Bearer b",
    'Bearer "a"',
    "Bearer ä",
    "Bearer a\tb",
  ]) {
    it(`is not found in ${JSON.stringify(header)}`, async () => {
      const challenge =
        'Bearer realm="api", error="invalid_token", error_description="The authorization header does not have one token."';

      await assertRefused(await guarded().ask(header), 401, challenge);
    });
  }

  it("is not looked for in the address: RFC 9700 §4.3.2", async () => {
    const token = raw(hs256, fine());
    const { secret } = keep(current);
    const request = new Request(`https://a.example/?access_token=${token}`);

    const response = await around([answerErrors, bearer({ secret })], () => assert.fail("was called")).ask(request);

    await assertRefused(response, 401, 'Bearer realm="api"');
  });

  const [header, claims, signature] = raw(hs256, fine()).split(".");
  const rsa = generateKeyPairSync("rsa", { modulusLength: 2_048 }).privateKey;
  const unsigned = (alg: string) => `${base64(JSON.stringify({ alg }))}.${claims}.`;
  const signedAs = (alg: string) =>
    new SignJWT(fine())
      .setProtectedHeader({ alg })
      .sign(alg === "RS256" ? rsa : new TextEncoder().encode(current.repeat(2)));
  for (const [what, make] of Object.entries<() => string | Promise<string>>({
    "has no signature: alg none": () => unsigned("none"),
    "has no signature: alg NONE": () => unsigned("NONE"),
    "has no signature: alg HS256": () => unsigned("HS256"),
    "says alg none and is signed": () => raw({ alg: "none" }, fine()),
    "says no algorithm": () => raw({}, fine()),
    "says an algorithm that does not exist": () => raw({ alg: "HS255" }, fine()),
    "is signed with HS384": () => signedAs("HS384"),
    "is signed with HS512": () => signedAs("HS512"),
    "is signed with a key of RSA": () => signedAs("RS256"),
    "is signed with another secret": () => raw(hs256, fine(), foreign),
    "is signed with nothing": () => raw(hs256, fine(), ""),
    "brings its own key": () => raw({ ...hs256, jwk: { kty: "oct", k: base64(foreign) } }, fine(), foreign),
    "names its own key": () => raw({ ...hs256, kid: "../../dev/null" }, fine(), ""),
    "has other claims than those that were signed": () =>
      `${header}.${base64(JSON.stringify({ ...fine(), sub: "eve" }))}.${signature}`,
    "has another header than the one that was signed": () =>
      `${base64('{"alg":"HS256","a":1}')}.${claims}.${signature}`,
    "has a part of its signature": () => `${header}.${claims}.${signature?.slice(0, 20)}`,
    "has two parts": () => `${header}.${claims}`,
    "has four parts": () => `${header}.${claims}.${signature}.${signature}`,
    "has five parts, as an encrypted one": () => `${header}.${claims}.${signature}.${claims}.${signature}`,
    "is a word": () => "token",
    "has claims that are not JSON": () => raw(hs256, "{"),
    "has claims that are a list": () => raw(hs256, "[]"),
    "has claims that are null": () => raw(hs256, "null"),
    "is critical in a way that nobody knows": () => raw({ ...hs256, crit: ["x"], x: 1 }, fine()),
    "is not encoded": () => raw({ ...hs256, b64: false, crit: ["b64"] }, fine()),
    "never expires": () => raw(hs256, { sub: "ann" }),
    "expires at a word": () => raw(hs256, { exp: "tomorrow" }),
    "is not valid yet": () => raw(hs256, { ...fine(), nbf: now() + 60 }),
  })) {
    it(`is refused that ${what}`, async () => {
      await assertRefused(await guarded().ask(`Bearer ${await make()}`), 401, notValid);
    });
  }

  it("is refused whatever it is, and never fails", async () => {
    const { ask } = guarded();
    const part = fc.oneof(fc.base64String(), fc.json().map(base64), fc.constant(header), fc.constant(claims));
    const token = fc.array(part, { maxLength: 5 }).map((parts) => parts.join("."));

    await fc.assert(fc.asyncProperty(token, async (text) => assert.equal((await ask(`Bearer ${text}`)).status, 401)));
  });

  it("is accepted as long as clocks may be apart, and not longer", async () => {
    const expired = (ago: number) => `Bearer ${raw(hs256, { exp: now() - ago })}`;
    const early = (by: number) => `Bearer ${raw(hs256, { exp: now() + 90, nbf: now() + by })}`;
    const challenge = 'Bearer realm="api", error="invalid_token", error_description="The token has expired."';

    assert.equal((await guarded().ask(expired(25))).status, 200);
    assert.equal((await guarded().ask(early(25))).status, 200);
    await assertRefused(await guarded().ask(expired(31)), 401, challenge);
    await assertRefused(await guarded().ask(early(35)), 401, notValid);
    await assertRefused(await guarded({ skew: "1 second" }).ask(expired(5)), 401, challenge);
    assert.equal((await guarded({ skew: "5 minutes" }).ask(expired(200))).status, 200);
  });

  it("has to be for the audience, and from the issuer, that are expected", async () => {
    const expected = { audience: "shop", issuer: "https://shop.example" };
    const signed = (more: object) => `Bearer ${raw(hs256, { ...fine(), aud: "shop", iss: expected.issuer, ...more })}`;

    assert.equal((await guarded(expected).ask(signed({}))).status, 200);
    assert.equal((await guarded(expected).ask(signed({ aud: ["other", "shop"] }))).status, 200);
    for (const other of [
      { aud: "shop2" },
      { aud: [] },
      { aud: undefined },
      { iss: "https://shop.example/" },
      { iss: undefined },
    ]) {
      await assertRefused(await guarded(expected).ask(signed(other)), 401, notValid);
    }
  });

  it("has to allow all that is required, word by word, and otherwise is answered 403", async () => {
    const scopes = ["orders:read", "orders:write"];
    const signed = (scope?: unknown) => `Bearer ${raw(hs256, { ...fine(), scope })}`;
    const challenge = 'Bearer realm="api", error="insufficient_scope", scope="orders:read orders:write"';

    assert.equal((await guarded({ scopes }).ask(signed("orders:write a orders:read"))).status, 200);
    for (const scope of [
      "orders:read",
      "orders:reader orders:write",
      "ORDERS:READ orders:write",
      "",
      undefined,
      scopes,
      7,
    ]) {
      await assertRefused(await guarded({ scopes }).ask(signed(scope)), 403, challenge);
    }
    const forged = `Bearer ${raw(hs256, { ...fine(), scope: scopes.join(" ") }, foreign)}`;
    await assertRefused(await guarded({ scopes }).ask(forged), 401, notValid);
  });

  it("has to have the claims that the service knows", async () => {
    const claims = v.object({ sub: v.pipe(v.string(), v.uuid()) });
    const challenge =
      'Bearer realm="api", error="invalid_token", error_description="The token\'s claims are not those of this service."';

    await assertRefused(await guarded({ claims }).ask(`Bearer ${raw(hs256, fine())}`), 401, challenge);
    const sub = crypto.randomUUID();
    assert.equal((await guarded({ claims }).ask(`Bearer ${raw(hs256, { ...fine(), sub })}`)).status, 200);
  });

  it("cannot break out of the challenge, whatever the realm is", async () => {
    const response = await guarded({ realm: 'a"b\\c\r\nx: ä' }).ask();

    assert.equal(response.headers.get("www-authenticate"), 'Bearer realm="abcx: "');
  });

  it("and its secret are in no log and no answer", async () => {
    const token = raw(hs256, { ...fine(), sub: "eve" }, foreign);
    const { ask, lines } = guarded();

    const text = await (await ask(`Bearer ${token}`)).text();

    const all = text + JSON.stringify(lines);
    for (const secret of [token, current, before, "eve"]) assert.ok(!all.includes(secret));
  });
});

describe("claims", () => {
  interface Session {
    readonly sub: string;
    readonly cart?: string;
  }

  it("are typed as the schema, or the type, says", async () => {
    const { secret } = keep(current);
    const request = get({ authorization: `Bearer ${raw(hs256, { ...fine(), cart: "c-1" })}` });

    const byType = await bearer({ secret, claims: type<Session>() }).claimsOf(request);
    const bySchema = await bearer({ secret, claims: v.object({ sub: v.string() }) }).claimsOf(request);
    const registered = await bearer({ secret }).claimsOf(request);

    byType.cart satisfies string | undefined;
    bySchema.sub satisfies string;
    registered.sub satisfies string | undefined;
    // @ts-expect-error - nothing is known of it
    registered.cart;
    assert.deepEqual([byType.cart, bySchema.sub, registered.sub], ["c-1", "ann", "ann"]);
  });

  it("of a request are checked once, whether before the app or in it", async () => {
    let read = 0;
    const secret: TokenSecret = {
      async get() {
        read += 1;
        return current;
      },
      previous: async () => undefined,
    };
    const guard = bearer({ secret });
    const app = around([guard], async (request) => Response.json((await guard.claimsOf(request)).sub));

    const response = await app.ask(get({ authorization: `Bearer ${raw(hs256, fine())}` }));

    assert.deepEqual([await response.json(), read], ["ann", 1]);
  });
});
