import assert from "node:assert/strict";
import { Socket } from "node:net";
import { mock } from "node:test";
import { sendHttp } from "../../../kit/cli/credentials/index.ts";
import { openVendor, type Vendor } from "./vendor.ts";

describe("a request to a vendor", () => {
  let vendor: Vendor;
  beforeEach(async () => {
    vendor = await openVendor(() => ({ body: "ü" }));
  });
  afterEach(() => {
    mock.restoreAll();
    vendor.close();
  });

  // https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html: "allow for long connections with timeout or keep-alive settings"
  it("keeps its connection alive while it waits, without fetch, which gives up after five minutes", async () => {
    const { mock: keepAlive } = mock.method(Socket.prototype, "setKeepAlive");
    mock.method(globalThis, "fetch", () => assert.fail("fetch was used"));

    const answer = await sendHttp({ method: "POST", url: new URL(vendor.url), headers: {}, body: "x" });

    assert.deepEqual([answer.status, answer.body], [200, "ü"]);
    assert.deepEqual(
      keepAlive.calls.map((call) => [...call.arguments]).find(([, delay]) => delay === 30_000),
      [true, 30_000],
    );
  });
});
