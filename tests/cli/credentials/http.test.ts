import assert from "node:assert/strict";
import { Socket } from "node:net";
import { mock } from "node:test";
import { askApi, sendHttp } from "../../../kit/cli/credentials/index.ts";
import { openVendor, type Reply, type Vendor } from "./vendor.ts";

describe("a request to a vendor", () => {
  let vendor: Vendor;
  let replies: Reply[];
  beforeEach(async () => {
    replies = [];
    vendor = await openVendor(() => replies.shift() ?? { body: "ü" });
  });
  const request = () => ({ method: "GET", url: new URL(vendor.url), headers: {}, body: undefined });
  // https://www.rfc-editor.org/rfc/rfc6585#section-4
  const tooMany = { status: 429, headers: { "retry-after": "0" }, body: '{"message":"Slow down"}' };
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

  it("is sent again when there were too many, if it is patient", async () => {
    replies = [tooMany, tooMany];

    const answer = await askApi("Cloudflare, queues", { ...request(), isPatient: true });

    assert.deepEqual([answer.body, vendor.received.length], ["ü", 3]);
  });

  it("is not sent again otherwise: a function that may never run would be waited for", async () => {
    replies = [tooMany];

    await assert.rejects(askApi("AWS, lambda", request()), { code: "ERR_CLOUD", message: /answered 429: Slow down/ });
  });

  // https://learn.microsoft.com/azure/service-bus-messaging/service-bus-quotas: "maximum message header size", 64 KB
  it("takes answers whose headers have all properties of a message, with their capital letters", async () => {
    const long = "x".repeat(60_000);
    replies = [{ headers: { OrderNote: long } }];

    const { sent } = await sendHttp(request());

    assert.equal(sent.find(([name]) => name === "OrderNote")?.[1], long);
  });

  // https://github.com/amzn/selling-partner-api-models/issues/1900: what AWS says of a signature that is wrong
  it("shows nothing of an answer that is secret in the request", async () => {
    const message =
      "The Canonical String should have been\n'POST\nx-amz-security-token:the/session+token\n' for an-app-key, a-bearer";
    replies = [{ status: 403, body: JSON.stringify({ message }) }];
    const headers = {
      ...{ "x-amz-security-token": "the/session+token", "x-functions-key": "an-app-key" },
      ...{ authorization: "Bearer a-bearer", "content-type": "POST" },
    };

    await assert.rejects(askApi("AWS, lambda", { ...request(), headers }), {
      message: /'POST\nx-amz-security-token:\[secret\]\n' for \[secret\], \[secret\]\. Act as/,
    });
  });

  it("shows a message in quotes as it is", async () => {
    replies = [{ status: 400, body: '<Error><Message>"x" is not valid</Message></Error>' }];

    await assert.rejects(askApi("AWS, sts", request()), { message: /^AWS, sts: it answered 400: "x" is not valid\. / });
  });

  // https://learn.microsoft.com/rest/api/servicebus/send-message-to-queue
  it("shows what Service Bus says in an error", async () => {
    replies = [{ status: 401, body: "<Error><Code>401</Code><Detail>Claim 'Listen' is required.</Detail></Error>" }];

    await assert.rejects(askApi("Azure, Service Bus", request()), {
      message: /^Azure, Service Bus: it answered 401: Claim 'Listen' is required\. Act as/,
    });
  });
});
