import assert from "node:assert/strict";
import { get } from "node:http";
import { withoutTls } from "../shop.ts";
import { deployFiles, type Files, refusedWith } from "./client.ts";

describe("azure: what the endpoint of the data planes does not have", () => {
  let files: Files;
  before(async () => {
    files = await deployFiles();
    await files.orders.getBlockBlobClient("a").upload("a", 1);
  });
  after(() => files.azure.stop());

  const limit = { ...refusedWith(501, "SimulatorLimit"), message: /The cloud itself answers it/ };

  it("are operations of blobs that no row names", async () => {
    const { orders } = files;
    const blob = orders.getBlobClient("a");

    await assert.rejects(orders.getAppendBlobClient("b").create(), limit);
    await assert.rejects(blob.setTags({ paid: "yes" }), limit);
    await assert.rejects(blob.getBlobLeaseClient().acquireLease(15), limit);
    await assert.rejects(blob.syncCopyFromURL("https://example.com/a"), limit);
    await assert.rejects(orders.listBlobsFlat({ includeTags: true }).next(), limit);
  });

  it("are headers and states without effect", async () => {
    const blob = files.orders.getBlockBlobClient("a");

    await assert.rejects(blob.upload("b", 1, { tags: { paid: "yes" } }), limit);
    await assert.rejects(blob.delete({ conditions: { leaseId: "3f0bb9a4-8c1b-4f43-9b5e-0d2c1c2f9e6a" } }), limit);
    await assert.rejects(blob.withSnapshot("2026-01-01T00:00:00.0000000Z").download(), limit);
  });

  it("are blocks that a blob already has", async () => {
    const blob = files.orders.getBlockBlobClient("of-blocks");
    const id = Buffer.from("1").toString("base64");
    await blob.stageBlock(id, "1", 1);
    await blob.commitBlockList([id]);

    await assert.rejects(blob.commitBlockList([id, id]), limit);
  });

  it("are other services, which their addresses say", async () => {
    const { queue } = Object(files.account.outputs.primaryEndpoints);

    const response = await fetch(`${withoutTls(queue)}orders/messages`);

    assert.equal(response.status, 501);
    assert.equal(response.headers.get("x-ms-error-code"), "SimulatorLimit");
    const { error } = JSON.parse(await response.text());
    assert.equal(error.code, "SimulatorLimit");
    assert.match(error.message, /the simulator has only blob, servicebus, documents, vault, not queue/);
  });

  // https://learn.microsoft.com/azure/service-bus-messaging/service-bus-amqp-protocol-guide
  it("is AMQP", async () => {
    const headers = { connection: "Upgrade", upgrade: "websocket", "sec-websocket-protocol": "AMQPWSB10" };
    const address = new URL("/$servicebus/websocket", withoutTls(files.address));

    const text = await new Promise<string>((resolve, reject) => {
      const request = get(address, { headers }, async (response) => {
        assert.equal(response.statusCode, 501);
        resolve(Buffer.concat(await response.toArray()).toString());
      });
      request.on("error", reject);
    });

    assert.match(text, /SimulatorLimit.*HTTP only, not AMQP over WebSockets/);
  });

  it("are addresses that nothing has", async () => {
    const unknown = await fetch(withoutTls(files.address).replace("shopfiles", "another"));
    const broken = await fetch(`${withoutTls(files.address)}orders/%zz`);

    assert.deepEqual([unknown.status, unknown.headers.get("x-ms-error-code")], [404, "ResourceNotFound"]);
    assert.deepEqual([broken.status, broken.headers.get("x-ms-error-code")], [400, "InvalidUri"]);
  });
});
