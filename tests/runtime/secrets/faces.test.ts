import assert from "node:assert/strict";
import { mock } from "node:test";
import { SecretError, type SecretErrorCode } from "fourfold/runtime";
import { readsOf } from "../../../kit/runtime/secrets/open.ts";
import type { SecretStore } from "../../../kit/runtime/secrets/store.ts";

/** A secret whose store answers, or throws, one thing after the other, and the last one again and again. */
function secretOf(script: readonly unknown[], { deadline, generated }: { deadline?: number; generated?: true } = {}) {
  const left = [...script];
  const calls: string[] = [];
  const next = async (method: string): Promise<string> => {
    calls.push(method);
    const answer = left.length > 1 ? left.shift() : left[0];
    await new Promise((resolve) => setImmediate(resolve));
    if (answer instanceof Error) throw answer;
    return String(answer);
  };
  const store: SecretStore = { current: () => next("current"), previous: () => next("previous") };
  const face = readsOf(store, { name: "signing", ...(generated && { generated }) }, () =>
    deadline === undefined ? undefined : { requestId: "1", deadline },
  );
  return { face, calls };
}

const failed = (code: SecretErrorCode) => new SecretError(code, "no");
const minutes = (count: number) => count * 60_000;

describe("a secret that a function reads", () => {
  afterEach(() => mock.timers.reset());

  it("is read once for all who want it at the same time, and kept for 5 minutes from the answer", async () => {
    mock.timers.enable({ apis: ["Date"], now: 0 });
    const { face, calls } = secretOf(["a", "b"]);

    assert.deepEqual(await Promise.all([face.get(), face.get(), face.get()]), ["a", "a", "a"]);
    mock.timers.setTime(minutes(5) - 1);
    assert.equal(await face.get(), "a");
    assert.equal(calls.length, 1);
    mock.timers.setTime(minutes(5));
    assert.equal(await face.get(), "b");
    assert.equal(calls.length, 2);
  });

  it("is asked for anew when it must be fresh, once for all who want that", async () => {
    const { face, calls } = secretOf(["a", "b", "c"]);
    await face.get();

    assert.deepEqual(await Promise.all([face.get({ fresh: true }), face.get({ fresh: true })]), ["b", "b"]);
    assert.equal(await face.get(), "b");
    assert.equal(calls.length, 2);
  });

  it("is asked for again after a failure, and keeps what it had", async () => {
    const { face, calls } = secretOf([failed("NotSet"), "a", failed("Denied")]);
    await assert.rejects(face.get(), { name: "SecretError", code: "NotSet" });
    assert.equal(await face.get(), "a");
    await assert.rejects(face.get({ fresh: true }), { code: "Denied" });

    assert.equal(await face.get(), "a");
    assert.equal(calls.length, 3);
  });

  it("asks for the one before again when another value was read, and only then", async () => {
    const { face, calls } = secretOf(["2", "1", "2", "3", "2"]);
    assert.deepEqual([await face.get(), await face.previous()], ["2", "1"]);
    await face.get({ fresh: true });
    assert.equal(await face.previous(), "1");
    assert.equal(await face.get({ fresh: true }), "3");

    assert.equal(await face.previous(), "2");
    assert.deepEqual(calls, ["current", "previous", "current", "current", "previous"]);
  });

  it("is tried again when the cloud throttles or does not answer, four times at most", async () => {
    const passing = secretOf([failed("Throttled"), failed("Unavailable"), new Error("ECONNRESET"), "a"]);
    assert.equal(await passing.face.get(), "a");
    assert.equal(passing.calls.length, 4);

    const lasting = secretOf([failed("Throttled")]);
    await assert.rejects(lasting.face.get(), { code: "Throttled" });
    assert.equal(lasting.calls.length, 4);
  });

  it("is not tried again before the cloud wants it", async () => {
    const { face, calls } = secretOf([new SecretError("Throttled", "no", { retryAfter: 5_000 })], {
      deadline: Date.now() + 4_000,
    });

    await assert.rejects(face.get(), { code: "Throttled" });
    assert.equal(calls.length, 1);
  });

  it("is not tried again where that cannot help, nor after the end of the run", async () => {
    for (const code of ["NotSet", "Denied", "NotFound"] as const) {
      const { face, calls } = secretOf([failed(code)]);
      await assert.rejects(face.get(), { code });
      assert.equal(calls.length, 1);
    }
    const { face, calls } = secretOf([failed("Unavailable")], { deadline: Date.now() });
    await assert.rejects(face.get(), { code: "Unavailable" });
    assert.equal(calls.length, 1);
  });

  it("is refused if it is empty, or no Unicode, and read again", async () => {
    const { face, calls } = secretOf(["", "\ud800", "a"]);
    await assert.rejects(face.get(), {
      code: "Corrupt",
      message: /^Secret "signing": its value is empty\. Run `fourfold/,
    });
    await assert.rejects(face.get(), { code: "Corrupt", message: /its value is not well-formed Unicode\./ });

    assert.equal(await face.get(), "a");
    assert.equal(calls.length, 3);
  });

  it("has none before it if that one is corrupt, which nobody can mend, or if there was never any", async () => {
    for (const before of ["", "\ud800", failed("Corrupt"), failed("NotSet")]) {
      assert.equal(await secretOf([before]).face.previous(), undefined);
    }
    await assert.rejects(secretOf([failed("Denied")]).face.previous(), { code: "Denied" });
  });

  it("is Base64 if it was generated, and may have been something else before that", async () => {
    const generated = secretOf(["a b", "YWI=", "a b"], { generated: true });
    await assert.rejects(generated.face.get(), { code: "Corrupt", message: /rotate signing`, which/ });

    assert.equal(await generated.face.get(), "YWI=");
    assert.equal(await generated.face.previous(), "a b");
    for (const wrong of ["YWI", "YWI=\n", "YWJjX", "-_-_", "Y=I=", "YWI=="]) {
      await assert.rejects(secretOf([wrong], { generated: true }).face.get(), { code: "Corrupt" });
    }
    assert.equal(await secretOf(["a b"]).face.get(), "a b");
  });

  it("is there or not, for a health check, which asks no more than a reader", async () => {
    const { face, calls } = secretOf([failed("NotSet"), "a"]);
    await assert.rejects(face.check(), { code: "NotSet" });

    assert.equal(await face.check(), undefined);
    assert.equal(await face.get(), "a");
    assert.equal(calls.length, 2);
  });

  it("says what it does not know as not available", async () => {
    const cause = new Error("socket hang up");
    const { face } = secretOf([cause], { deadline: Date.now() });

    await assert.rejects(face.get(), { name: "SecretError", code: "Unavailable", cause });
  });
});
