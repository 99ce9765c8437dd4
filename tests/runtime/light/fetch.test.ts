import assert from "node:assert/strict";
import { createServer } from "node:http";
import { implementations, streamOf } from "./implementations.ts";

for (const [name, { Headers, Request, Response, fetch }] of Object.entries(implementations)) {
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
