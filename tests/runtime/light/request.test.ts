import assert from "node:assert/strict";
import { implementations, streamOf } from "./implementations.ts";

for (const [name, { Request }] of Object.entries(implementations)) {
  describe(`Request, ${name}`, () => {
    it("has a normalised URL and method", () => {
      const request = new Request("HTTP://Shop.Example:80/a/../b c?q=%zz#f", { method: "post" });

      assert.equal(request.url, "http://shop.example/b%20c?q=%zz#f");
      assert.equal(request.method, "POST");
      assert.equal(new Request("http://a/", { method: "patch" }).method, "patch");
      assert.equal(new Request(new URL("http://a/")).method, "GET");
    });

    it("refuses URLs, methods and bodies that cannot be", () => {
      for (const url of ["/relative", "http://", "http://user:pass@a/"])
        assert.throws(() => new Request(url), TypeError);
      for (const method of ["TRACE", "connect", "track", "a b", ""]) {
        assert.throws(() => new Request("http://a/", { method }), TypeError, method);
      }
      assert.throws(() => new Request("http://a/", { body: "x" }), TypeError);
      assert.throws(() => new Request("http://a/", { method: "HEAD", body: "x" }), TypeError);
      assert.throws(() => new Request("http://a/", { method: "POST", body: streamOf("x") }), TypeError);
    });

    it("reads its body as text, JSON, bytes, a buffer and a blob", async () => {
      const make = () => new Request("http://a/", { method: "POST", body: '{"a":"é"}' });

      assert.equal(await make().text(), '{"a":"é"}');
      assert.deepEqual(await make().json(), { a: "é" });
      assert.deepEqual([...(await make().bytes())], [...new TextEncoder().encode('{"a":"é"}')]);
      assert.equal((await make().arrayBuffer()).byteLength, 10);
      assert.equal(await (await make().blob()).text(), '{"a":"é"}');
      assert.equal((await make().blob()).type, "text/plain;charset=utf-8");
    });

    it("reads a body once", async () => {
      const request = new Request("http://a/", { method: "POST", body: "x" });

      assert.equal(request.bodyUsed, false);
      await request.text();

      assert.equal(request.bodyUsed, true);
      await assert.rejects(request.json(), TypeError);
      assert.throws(() => request.clone(), TypeError);
      assert.throws(() => new Request(request), TypeError);
    });

    it("reads no body again and again", async () => {
      const request = new Request("http://a/");

      assert.equal(request.body, null);
      assert.equal(await request.text(), "");
      assert.equal(await request.text(), "");
      assert.equal(request.bodyUsed, false);
      await assert.rejects(request.json(), SyntaxError);
    });

    it("is cloned with a body of its own", async () => {
      const request = new Request("http://a/", { method: "PUT", body: "x", headers: { a: "1" }, redirect: "manual" });

      const clone = request.clone();
      clone.headers.set("a", "2");

      assert.deepEqual([await request.text(), await clone.text()], ["x", "x"]);
      assert.deepEqual([clone.url, clone.method, clone.redirect], ["http://a/", "PUT", "manual"]);
      assert.equal(request.headers.get("a"), "1");
    });

    it("takes over another request, and changes what is asked", async () => {
      const first = new Request("http://a/b", { method: "POST", body: "x", headers: { a: "1" } });

      const second = new Request(first, { headers: { b: "2" }, method: "PUT" });

      assert.deepEqual(
        [second.url, second.method, [...second.headers.keys()].includes("a")],
        ["http://a/b", "PUT", false],
      );
      assert.equal(second.headers.get("b"), "2");
      assert.equal(first.bodyUsed, true);
      assert.equal(await second.text(), "x");
    });

    it("takes a stream as its body", async () => {
      const request = new Request("http://a/", { method: "POST", body: streamOf("a", "b"), duplex: "half" });

      assert.equal(request.headers.get("content-type"), null);
      assert.equal(await request.text(), "ab");
      assert.equal(request.bodyUsed, true);
    });

    it("aborts with the signal that it was given", () => {
      const controller = new AbortController();
      const request = new Request("http://a/", { signal: controller.signal });

      controller.abort();

      assert.equal(request.signal.aborted, true);
      assert.equal(new Request("http://a/").signal.aborted, false);
      assert.equal(request.clone().signal.aborted, true);
    });

    it("has the defaults of the standard", () => {
      const {
        cache,
        credentials,
        destination,
        duplex,
        integrity,
        keepalive,
        mode,
        redirect,
        referrer,
        referrerPolicy,
      } = new Request("http://a/");

      assert.deepEqual(
        [cache, credentials, destination, duplex, integrity, keepalive, mode, redirect, referrer, referrerPolicy],
        ["default", "same-origin", "", "half", "", false, "cors", "follow", "about:client", ""],
      );
    });
  });
}
