import assert from "node:assert/strict";
import { mock } from "node:test";
import { answerErrors, bearer, signToken, type TokenSecret } from "fourfold/runtime";
import { before, current, fine, foreign, hs256, keep, now, of, raw } from "./support/tokens.ts";
import { around, get } from "./triggers/http/support.ts";

/** What somebody is answered who sends a token. */
const outcome = async (secret: TokenSecret, token: string, check = bearer({ secret })) => {
  const app = around([answerErrors, check], () => new Response("in"));
  return (await app.ask(get({ authorization: `Bearer ${token}` }))).status;
};

describe("the secret that tokens are signed with", () => {
  afterEach(() => mock.timers.reset());

  it("may have been rotated since: nobody is logged out", async () => {
    const { secret, asked } = keep(current, before);

    assert.equal(await outcome(secret, raw(hs256, fine(), before)), 200);
    assert.equal(asked.fresh, 0);
  });

  it("may be newer than the one that was kept: a token of it is accepted at once", async () => {
    const { secret, asked } = keep(before, undefined, { now: current, old: before });

    assert.equal(await outcome(secret, raw(hs256, fine(), current)), 200);
    assert.equal(asked.fresh, 1);
  });

  it("is read again once for many tokens of a new one that come together, and all of them are accepted", async () => {
    const { secret, asked } = keep(before, undefined, { now: current, old: before });
    const check = bearer({ secret });

    const statuses = await Promise.all(Array.from({ length: 20 }, () => outcome(secret, raw(hs256, fine()), check)));

    assert.deepEqual([new Set(statuses), asked.fresh], [new Set([200]), 1]);
  });

  it("is read again for the next token where that has failed", async () => {
    const { secret } = keep(before, undefined, { now: current, old: before });
    let failures = 1;
    const get: TokenSecret["get"] = (options) =>
      options?.fresh && failures-- > 0 ? Promise.reject(new Error("Throttled.")) : secret.get(options);
    const check = bearer({ secret: { ...secret, get } });

    assert.equal(await outcome(secret, raw(hs256, fine()), check), 500);
    assert.equal(await outcome(secret, raw(hs256, fine()), check), 200);
  });

  it("may have become the one before while another was kept", async () => {
    const { secret } = keep(current, undefined, { now: current, old: before });

    assert.equal(await outcome(secret, raw(hs256, fine(), before)), 200);
  });

  it("is read again once for what is not known, however many forged tokens come", async () => {
    const { secret, asked } = keep(current, before);
    const check = bearer({ secret });

    const forged = Array.from({ length: 50 }, () => outcome(secret, raw(hs256, fine(), foreign), check));

    assert.deepEqual(new Set(await Promise.all(forged)), new Set([401]));
    assert.equal(asked.fresh, 1);
    assert.equal(await outcome(secret, raw(hs256, fine(), current), check), 200);
  });

  it("may be newer than what was read for a forged token: who has just logged in is asked to wait, not logged out", async () => {
    mock.timers.enable({ apis: ["Date"], now: Date.parse("2026-03-01T12:00:00Z") });
    const { secret } = keep(before, undefined, { now: current, old: before });
    let isRotated = false;
    const read: TokenSecret["get"] = (options) => (isRotated ? secret.get(options) : Promise.resolve(before));
    const { ask } = around([answerErrors, bearer({ secret: { ...secret, get: read } })], () => new Response("in"));
    const send = (token: string) => ask(get({ authorization: `Bearer ${token}` }));

    assert.equal((await send(raw(hs256, fine(), foreign))).status, 401);
    mock.timers.tick(4_000);
    isRotated = true;
    const token = raw(hs256, { ...fine(), iat: now() });
    const early = await send(token);
    assert.deepEqual([early.status, early.headers.get("retry-after")], [503, "6"]);
    assert.equal((await send(raw(hs256, { ...fine(), iat: now() - 60 }, foreign))).status, 401);
    mock.timers.tick(6_000);
    assert.equal((await send(token)).status, 200);
  });

  it("is read again for a forged token whose claims are not JSON: it is refused", async () => {
    const { secret } = keep(current, before);
    const check = bearer({ secret });
    const [header, , signature] = raw(hs256, fine(), foreign).split(".");
    const token = `${header}.${Buffer.from("no claims").toString("base64url")}.${signature}`;

    assert.deepEqual([await outcome(secret, token, check), await outcome(secret, token, check)], [401, 401]);
  });

  it("is not read again for a token that it has signed, and that is refused for something else", async () => {
    const { secret, asked } = keep(current, before);

    assert.equal(await outcome(secret, raw(hs256, { exp: now() - 500 })), 401);
    assert.equal(asked.fresh, 0);
  });

  it("is not blamed on the client when it cannot be read", async () => {
    const failing = { get: () => Promise.reject(new Error("Throttled.")), previous: async () => undefined };

    assert.equal(await outcome(failing, raw(hs256, fine())), 500);
  });

  it("has to have 32 bytes, and is not in the error when it has not: RFC 7518 §3.2", async () => {
    const short = "x".repeat(31);
    const { ask } = around([bearer({ secret: keep(short).secret })], () => new Response("in"));

    const expected = { message: "The secret that tokens are signed with has 31 bytes, and needs at least 32." };
    await assert.rejects(ask(get({ authorization: `Bearer ${raw(hs256, fine(), short)}` })), expected);
    await assert.rejects(signToken({}, { secret: of(short), lifetime: "1 hour" }), expected);
  });
});

describe("signToken", () => {
  it("says who, what for, from whom, from when and until when", async () => {
    const options = { secret: of(current), lifetime: "1 hour", audience: "shop", issuer: "me" } as const;

    const [header, claims] = (await signToken({ sub: "ann", scope: "a b", exp: 1, iat: 1 }, options)).split(".");

    const parse = (part = "") => JSON.parse(Buffer.from(part, "base64url").toString());
    const { iat, exp, ...others } = parse(claims);
    assert.deepEqual(parse(header), { alg: "HS256", typ: "JWT" });
    assert.deepEqual(others, { sub: "ann", scope: "a b", aud: "shop", iss: "me" });
    assert.ok(Math.abs(iat - now()) <= 1);
    assert.equal(exp - iat, 3_600);
  });

  it("signs with the current secret, never with one before", async () => {
    const token = await signToken({}, { secret: keep(current, before).secret, lifetime: "1 minute" });

    assert.equal(await outcome(keep(current).secret, token), 200);
  });

  it("refuses a lifetime that is none", async () => {
    const options = { secret: of(current), lifetime: "0 seconds" } as const;

    await assert.rejects(signToken({}, options), { code: "ERR_SPEC" });
  });
});
