import assert from "node:assert/strict";
import { bytes, implementations, streamOf } from "./implementations.ts";

for (const [name, { Response }] of Object.entries(implementations)) {
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
}
