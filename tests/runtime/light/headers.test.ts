import assert from "node:assert/strict";
import { implementations } from "./implementations.ts";

for (const [name, { Headers }] of Object.entries(implementations)) {
  describe(`Headers, ${name}`, () => {
    it("ignore the case of names", () => {
      const headers = new Headers({ "Content-Type": "text/plain" });

      assert.equal(headers.get("CONTENT-type"), "text/plain");
      assert.equal(headers.has("content-type"), true);
      assert.equal(headers.get("x-missing"), null);
    });

    it("combine values that are appended, and replace those that are set", () => {
      const headers = new Headers([["vary", "accept"]]);

      headers.append("Vary", " origin ");
      headers.append("x-a", "1");
      headers.set("X-A", "2");

      assert.equal(headers.get("vary"), "accept, origin");
      assert.equal(headers.get("x-a"), "2");
    });

    it("are iterated by name, with each cookie apart and in order", () => {
      const headers = new Headers([
        ["x-b", "1"],
        ["set-cookie", "b=1"],
        ["Accept", "*/*"],
        ["set-cookie", "a=2"],
      ]);

      const expected = [
        ["accept", "*/*"],
        ["set-cookie", "b=1"],
        ["set-cookie", "a=2"],
        ["x-b", "1"],
      ];
      assert.deepEqual([...headers], expected);
      assert.deepEqual([...headers.entries()], expected);
      assert.deepEqual(
        [...headers.keys()],
        expected.map(([key]) => key),
      );
      assert.deepEqual(
        [...headers.values()],
        expected.map(([, value]) => value),
      );
      assert.deepEqual(headers.getSetCookie(), ["b=1", "a=2"]);
      assert.equal(headers.get("set-cookie"), "b=1, a=2");
    });

    it("call back for each header", () => {
      const seen: unknown[] = [];
      const headers = new Headers({ a: "1" });

      headers.forEach((value, key, all) => {
        seen.push([value, key, all === headers]);
      });

      assert.deepEqual(seen, [["1", "a", true]]);
    });

    it("keep every cookie when they are copied", () => {
      const copy = new Headers(
        new Headers([
          ["set-cookie", "a=1"],
          ["set-cookie", "b=2"],
          ["x", "y"],
        ]),
      );

      assert.deepEqual(copy.getSetCookie(), ["a=1", "b=2"]);
      assert.equal(copy.get("x"), "y");
    });

    it("forget what is deleted or replaced, cookies too", () => {
      const headers = new Headers([
        ["set-cookie", "a=1"],
        ["set-cookie", "b=2"],
        ["x", "y"],
      ]);

      headers.set("Set-Cookie", "c=3");
      headers.delete("X");

      assert.deepEqual([...headers], [["set-cookie", "c=3"]]);
      headers.delete("set-cookie");
      assert.equal(headers.has("set-cookie"), false);
      assert.equal(headers.get("set-cookie"), null);
    });

    it("refuse names and values that HTTP cannot carry", () => {
      for (const key of ["", "a b", "é", "a:b", "a\n"]) assert.throws(() => new Headers([[key, "1"]]), TypeError, key);
      for (const value of ["a\r\nb", "a\0", "日本"])
        assert.throws(() => new Headers().set("a", value), TypeError, value);
      assert.throws(() => new Headers().get("a b"), TypeError);
      assert.throws(() => Reflect.construct(Headers, [[["a"]]]), TypeError);
      assert.throws(() => Reflect.construct(Headers, [[["a", "b", "c"]]]), TypeError);
      assert.throws(() => Reflect.construct(Headers, [null]), TypeError);
    });

    it("accept Latin-1 values and take white space away", () => {
      assert.equal(new Headers({ a: "\t é \r\n" }).get("a"), "é");
    });
  });
}
