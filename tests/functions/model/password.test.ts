import assert from "node:assert/strict";
import { scryptSync } from "node:crypto";
import { hashPassword, isPassword } from "../../../functions/model/users/password.ts";

describe("the hash of a password", () => {
  it("is the one of scrypt at OWASP's cost, with a salt of its own", async () => {
    const [one, other] = await Promise.all([hashPassword("correct horse"), hashPassword("correct horse")]);

    const [kind, N, r, p, salt = "", key] = one.split("$");
    assert.deepEqual([kind, N, r, p], ["scrypt", "16384", "8", "5"]);
    assert.equal(Buffer.from(salt, "base64url").length, 16);
    const expected = scryptSync("correct horse", Buffer.from(salt, "base64url"), 32, { N: 16_384, r: 8, p: 5 });
    assert.equal(key, expected.toString("base64url"));
    assert.notEqual(one, other);
  });

  it("knows its password, and no other", async () => {
    const hash = await hashPassword("correct horse");

    assert.equal(await isPassword("correct horse", hash), true);
    for (const wrong of ["", "Correct horse", "correct horse "]) {
      assert.equal(await isPassword(wrong, hash), false);
    }
  });

  it("knows its password however the letters are composed", async () => {
    assert.equal(await isPassword("Ane\u0301mone-2026", await hashPassword("An\u00e9mone-2026")), true);
  });

  it("keeps its cost: one that was made with another one is still checked", async () => {
    const salt = Buffer.from("0123456789abcdef");
    const key = scryptSync("old password", salt, 32, { N: 1_024, r: 8, p: 1 });
    const hash = `scrypt$1024$8$1$${salt.toString("base64url")}$${key.toString("base64url")}`;

    assert.equal(await isPassword("old password", hash), true);
    assert.equal(await isPassword("new password", hash), false);
  });

  it("takes as long where there is none, and nobody knows a password for it", async () => {
    const hash = await hashPassword("correct horse");
    // The processor's time, which other processes do not change: scrypt runs in threads of this one.
    const timeOf = async (check: () => Promise<boolean>) => {
      const before = process.cpuUsage();
      assert.equal(await check(), false);
      const { user, system } = process.cpuUsage(before);
      return user + system;
    };
    const least = async (check: () => Promise<boolean>) =>
      Math.min(await timeOf(check), await timeOf(check), await timeOf(check));

    const with_ = await least(() => isPassword("wrong horse", hash));
    const without = await least(() => isPassword("wrong horse"));

    assert.ok(without > with_ * 0.6 && without < with_ * 1.7, `${without} and ${with_} µs`);
  });

  it("that nobody has made is refused", async () => {
    for (const hash of ["", "plain", "bcrypt$1$2$3$4$5", "scrypt$16384$8$5$AAAA$", "scrypt$16384$8$5$AAAA$AAAA"]) {
      await assert.rejects(isPassword("", hash), /hash of a password is not valid/);
    }
  });
});
