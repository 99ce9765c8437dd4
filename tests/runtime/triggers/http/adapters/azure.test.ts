import assert from "node:assert/strict";
import { HttpRequest, InvocationContext } from "@azure/functions";
import { functionSet } from "fourfold";
import { type HttpApp, http } from "fourfold/runtime";
import { createHandler } from "../../../../../kit/runtime/triggers/http/adapters/azure.ts";

const set = functionSet("shop", { root: import.meta.url, functions: { api: { handler: "./x.ts", http: true } } });

async function call(
  app: HttpApp["fetch"],
  headers: Record<string, string> = {},
  url = "https://app.azurewebsites.net/",
) {
  const handler = createHandler(
    http(set, "api", () => ({ fetch: app })),
    { timeout: 5, http: { streaming: true, maxBody: 1_048_576 } },
  );
  const lines: [level: string, line: string][] = [];
  const logHandler = (level: string, ...parts: unknown[]) => void lines.push([level, parts.join(" ")]);
  const context = new InvocationContext({ functionName: "api", invocationId: "inv-1", logHandler });
  return { result: await handler(new HttpRequest({ method: "GET", url, headers }), context), lines };
}

describe("the adapter for Azure", () => {
  it("logs through the invocation, at the line's level, under the invocation's id", async () => {
    const { lines } = await call((_request, { log }) => {
      log.warn("careful");
      return new Response();
    });

    assert.deepEqual(
      lines.map(([level]) => level),
      ["warning", "information"],
    );
    for (const [, line] of lines) assert.equal(JSON.parse(line).requestId, "inv-1");
  });

  // https://learn.microsoft.com/azure/app-service/overview-inbound-outbound-ips: the front end adds address and port.
  for (const [forwarded, address] of [
    ["6.6.6.6, 192.0.2.1:50123", "192.0.2.1"],
    ["192.0.2.1", "192.0.2.1"],
    ["[2001:db8::1]:443", "2001:db8::1"],
    ["2001:db8::1", "2001:db8::1"],
  ] as const) {
    it(`takes ${address} out of "${forwarded}"`, async () => {
      let seen: string | undefined;
      await call(
        (_request, { clientAddress }) => {
          seen = clientAddress;
          return new Response();
        },
        { "x-forwarded-for": forwarded },
      );

      assert.equal(seen, address);
    });
  }

  it("hands over the address that the client asked for", async () => {
    const url = "https://app.azurewebsites.net/a%2Fb?q=%zz&q=2";
    let seen = "";
    await call(
      (request) => {
        seen = request.url;
        return new Response();
      },
      {},
      url,
    );

    assert.equal(seen, url);
  });

  it("gives the platform several cookies as cookies only, with their attributes", async () => {
    const { result } = await call(() => {
      const expires = "Wed, 21 Oct 2026 07:28:00 GMT";
      const response = new Response();
      response.headers.append("set-cookie", `a=1%202; Path=/x; Domain=d.example; Expires=${expires}; HttpOnly`);
      response.headers.append("set-cookie", "b=50%; Max-Age=60; Secure; SameSite=lax; Priority=High");
      return response;
    });

    assert.deepEqual(result.cookies, [
      {
        name: "a",
        value: "1 2",
        path: "/x",
        domain: "d.example",
        expires: new Date("2026-10-21T07:28:00Z"),
        httpOnly: true,
      },
      { name: "b", value: "50%", maxAge: 60, secure: true, sameSite: "Lax" },
    ]);
    assert.equal(new Headers(result.headers).get("set-cookie"), null);
  });

  it("waits for background work before it answers", async () => {
    let done = false;
    await call((_request, { waitUntil }) => {
      waitUntil(
        new Promise<void>((resolve) => setTimeout(resolve, 20)).then(() => {
          done = true;
        }),
      );
      return new Response();
    });

    assert.equal(done, true);
  });
});
