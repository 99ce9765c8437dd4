import assert from "node:assert/strict";
import { createServer } from "node:http";
import { lightFetch } from "../../../kit/runtime/light/fetch.ts";
import { LightHeaders } from "../../../kit/runtime/light/headers.ts";
import { LightRequest } from "../../../kit/runtime/light/request.ts";
import { LightResponse } from "../../../kit/runtime/light/response.ts";

interface Classes {
  readonly Headers: typeof Headers;
  readonly Request: typeof Request;
  readonly Response: typeof Response;
  readonly fetch: typeof fetch;
}

const implementations: Readonly<Record<"native" | "light", Classes>> = {
  native: { Headers, Request, Response, fetch },
  light: { Headers: LightHeaders, Request: LightRequest, Response: LightResponse, fetch: lightFetch },
};

const bytes = (...values: number[]) => new Uint8Array(values);
const streamOf = (...chunks: string[]) => ReadableStream.from(chunks.map((chunk) => new TextEncoder().encode(chunk)));

// What is expected here is the fetch standard's, https://fetch.spec.whatwg.org: the native classes must pass it too.
for (const [name, { Headers, Request, Response, fetch }] of Object.entries(implementations)) {
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

  describe(`Response, ${name}`, () => {
    it("has status, text and headers", () => {
      const response = new Response("x", { status: 201, statusText: "Made", headers: { a: "1" } });

      assert.deepEqual([response.status, response.statusText, response.ok], [201, "Made", true]);
      assert.equal(response.headers.get("a"), "1");
      assert.deepEqual([response.type, response.url, response.redirected], ["default", "", false]);
      assert.deepEqual([new Response().status, new Response().statusText, new Response().body], [200, "", null]);
      assert.equal(new Response(null, { status: 404 }).ok, false);
    });

    it("refuses statuses that cannot be, and bodies where there is none", () => {
      for (const status of [0, 99, 199, 600]) assert.throws(() => new Response(null, { status }), RangeError);
      for (const status of [204, 205, 304]) {
        assert.throws(() => new Response("", { status }), TypeError);
        assert.equal(new Response(null, { status }).body, null);
      }
      assert.throws(() => new Response(null, { statusText: "a\r\nb" }), TypeError);
    });

    it("knows the content type of what it carries", () => {
      const type = (body: ConstructorParameters<typeof globalThis.Response>[0]) =>
        new Response(body).headers.get("content-type");

      assert.equal(type("x"), "text/plain;charset=UTF-8");
      assert.equal(type(new URLSearchParams("a=1")), "application/x-www-form-urlencoded;charset=UTF-8");
      assert.equal(type(new Blob(["x"], { type: "image/png" })), "image/png");
      assert.equal(type(bytes(1)), null);
      assert.equal(
        new Response("x", { headers: { "Content-Type": "text/html" } }).headers.get("content-type"),
        "text/html",
      );
    });

    it("carries any kind of body", async () => {
      assert.equal(await new Response(new URLSearchParams({ a: "b c" })).text(), "a=b+c");
      assert.deepEqual([...(await new Response(bytes(0, 255)).bytes())], [0, 255]);
      assert.deepEqual([...(await new Response(bytes(0, 255).buffer).bytes())], [0, 255]);
      assert.deepEqual([...(await new Response(bytes(9, 8, 7).subarray(1)).bytes())], [8, 7]);
      assert.equal(await new Response(new Blob(["x"])).text(), "x");
      assert.equal(await new Response(streamOf("a", "b")).text(), "ab");
      assert.equal(await new Response(new DataView(bytes(97).buffer)).text(), "a");
    });

    it("keeps the bytes as they were when it was made", async () => {
      const body = bytes(1);
      const response = new Response(body);

      body[0] = 2;

      assert.deepEqual([...(await response.bytes())], [1]);
    });

    it("decodes UTF-8, without its mark and with replacements", async () => {
      assert.equal(await new Response("\uFEFFa").text(), "a");
      assert.equal(await new Response(bytes(0xef, 0xbb, 0xbf, 97)).text(), "a");
      assert.equal(await new Response(bytes(97, 255)).text(), "a\uFFFD");
      assert.equal(await new Response("a\uD800").text(), "a\uFFFD");
    });

    it("shows its body as a stream, which counts as reading it", async () => {
      const response = new Response("ab");

      assert.equal(response.bodyUsed, false);
      const chunks: Uint8Array[] = [];
      for await (const chunk of response.body ?? []) chunks.push(chunk);

      assert.equal(Buffer.concat(chunks).toString(), "ab");
      assert.equal(response.bodyUsed, true);
      await assert.rejects(response.text(), TypeError);
    });

    it("is not read by looking at its stream", async () => {
      const response = new Response("ab");

      assert.ok(response.body instanceof ReadableStream);

      assert.equal(response.body, response.body);
      assert.equal(response.bodyUsed, false);
      assert.equal(await response.text(), "ab");
    });

    it("shares the stream with a response made from it", async () => {
      const first = new Response("ab", { headers: { a: "1" } });

      const second = new Response(first.body, first);

      assert.equal(second.headers.get("a"), "1");
      assert.equal(await second.text(), "ab");
      assert.equal(first.bodyUsed, true);
    });

    it("refuses a stream that is locked or was read", async () => {
      const stream = streamOf("a");
      const reader = stream.getReader();
      assert.throws(() => new Response(stream), TypeError);

      await reader.read();
      reader.releaseLock();

      assert.throws(() => new Response(stream), TypeError);
    });

    it("fails to read a stream that fails, with its error", async () => {
      const failure = new Error("broken");
      const stream = new ReadableStream({ start: (controller) => controller.error(failure) });

      await assert.rejects(new Response(stream).text(), failure);
    });

    it("refuses a stream of anything but bytes", async () => {
      await assert.rejects(Reflect.construct(Response, [ReadableStream.from(["text"])]).text(), TypeError);
    });

    it("is cloned, also when it is a stream", async () => {
      for (const body of ["ab", streamOf("a", "b")]) {
        const response = new Response(body, { status: 201, headers: { a: "1" } });
        const clone = response.clone();

        assert.deepEqual([await clone.text(), await response.text()], ["ab", "ab"]);
        assert.deepEqual([clone.status, clone.headers.get("a")], [201, "1"]);
      }
    });

    it("is made from JSON", async () => {
      const response = Response.json({ a: 1 }, { status: 201 });

      assert.deepEqual([response.status, response.headers.get("content-type")], [201, "application/json"]);
      assert.deepEqual(await response.json(), { a: 1 });
      assert.throws(() => Response.json(undefined), TypeError);
    });

    it("redirects", () => {
      const response = Response.redirect("http://a/b c", 303);

      assert.deepEqual([response.status, response.headers.get("location")], [303, "http://a/b%20c"]);
      assert.equal(Response.redirect("http://a/").status, 302);
      assert.throws(() => Reflect.apply(Response.redirect, Response, ["http://a/", 200]), RangeError);
      assert.throws(() => Response.redirect("/relative"), TypeError);
      assert.throws(() => response.headers.set("a", "1"), TypeError);
    });

    it("can stand for a network error", () => {
      const { status, type, ok, body } = Response.error();

      assert.deepEqual([status, type, ok, body], [0, "error", false, null]);
    });

    it("reads and writes forms", async () => {
      const form = new FormData();
      form.set("a", "1\n2");
      form.set('q"', "é");
      form.set("file", new File([bytes(0, 255)], "f.bin", { type: "image/png" }));

      const response = new Response(form);
      const read = await response.formData();

      assert.match(response.headers.get("content-type") ?? "", /^multipart\/form-data; boundary=/);
      assert.equal(read.get("a"), "1\r\n2");
      assert.equal(read.get('q"'), "é");
      const file = read.get("file");
      assert.ok(file instanceof File);
      assert.deepEqual([file.name, file.type, [...(await file.bytes())]], ["f.bin", "image/png", [0, 255]]);
    });

    it("reads a form in the URL's encoding, and refuses what is no form", async () => {
      assert.equal((await new Response(new URLSearchParams("a=b+c")).formData()).get("a"), "b c");
      await assert.rejects(new Response("x").formData(), TypeError);
    });
  });

  describe(`instanceof, ${name}`, () => {
    it("tells the classes apart", () => {
      assert.ok(new Response() instanceof Response);
      assert.ok(new Request("http://a/") instanceof Request);
      assert.ok(new Headers() instanceof Headers);
      assert.ok(!(new Response() instanceof Request));
      assert.ok(!({} instanceof Response));
      assert.ok(!(Reflect.apply(Object, undefined, [null]) instanceof Response));
    });

    it("does not take a plain response for one of a derived class", () => {
      class Special extends Response {}

      assert.ok(new Special() instanceof Special);
      assert.ok(new Special() instanceof Response);
      assert.ok(!(new Response() instanceof Special));
    });
  });

  describe(`fetch, ${name}`, () => {
    const server = createServer((request, response) => {
      if (request.url === "/away") return response.writeHead(302, { location: "/" }).end();
      const { method, headers } = request;
      response.setHeader("set-cookie", ["a=1", "b=2"]);
      request.pipe(response.writeHead(201, "Made", { "x-method": method, "x-sent": headers["x-sent"] ?? "" }));
    });
    let url = "";
    before((done) => {
      server.listen(0, "127.0.0.1", () => {
        const address = server.address();
        url = typeof address === "object" ? `http://127.0.0.1:${address?.port}` : "";
        done();
      });
    });
    after((done) => {
      server.closeAllConnections();
      server.close(done);
    });

    it("answers with a response", async () => {
      const response = await fetch(url, { method: "POST", body: "x", headers: new Headers({ "x-sent": "1" }) });

      assert.ok(response instanceof Response);
      assert.deepEqual([response.status, response.statusText, response.url], [201, "Made", `${url}/`]);
      assert.deepEqual([response.headers.get("x-method"), response.headers.get("x-sent")], ["POST", "1"]);
      assert.deepEqual(response.headers.getSetCookie(), ["a=1", "b=2"]);
      assert.throws(() => response.headers.set("a", "1"), TypeError);
      assert.equal(await response.clone().text(), "x");
      assert.equal(await response.text(), "x");
    });

    it("sends a request, with text, bytes or a stream", async () => {
      for (const body of ["ab", new TextEncoder().encode("ab"), streamOf("a", "b")]) {
        const request = new Request(url, { method: "PUT", body, duplex: "half", headers: { "x-sent": "2" } });

        const response = await fetch(request);

        assert.deepEqual([response.headers.get("x-method"), response.headers.get("x-sent")], ["PUT", "2"]);
        assert.equal(await response.text(), "ab");
        assert.equal(request.bodyUsed, true);
      }
    });

    it("sends a request of a derived class", async () => {
      class Special extends Request {}

      const response = await fetch(new Special(url, { method: "POST", body: "x" }));

      assert.deepEqual([response.headers.get("x-method"), await response.text()], ["POST", "x"]);
    });

    it("says that it was redirected", async () => {
      const response = await fetch(new Request(`${url}/away`));

      assert.deepEqual([response.redirected, response.url], [true, `${url}/`]);
    });

    it("stops when it is aborted", async () => {
      await assert.rejects(fetch(new Request(url, { signal: AbortSignal.abort() })), { name: "AbortError" });
    });

    it("fails when nobody answers", async () => {
      await assert.rejects(fetch("http://127.0.0.1:1/"), TypeError);
    });
  });
}
