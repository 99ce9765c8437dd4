import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import { asset } from "../../deployment.ts";
import { tokens } from "../shop.ts";
import { deployFiles, type Files, openWithKey, refusedWith } from "./client.ts";

const blobHTTPHeaders = { blobContentType: "text/plain; charset=utf-8", blobCacheControl: "no-cache" };

describe("azure: blobs by the official client", () => {
  let files: Files;
  beforeEach(async () => {
    files = await deployFiles();
  });
  afterEach(() => files.azure.stop());

  const blob = (name: string) => files.orders.getBlockBlobClient(name);
  const textOf = async (name: string, offset?: number, count?: number) =>
    (await blob(name).downloadToBuffer(offset, count)).toString();

  // https://learn.microsoft.com/rest/api/storageservices/put-blob
  // https://learn.microsoft.com/rest/api/storageservices/get-blob
  it("come back as they were put, with their properties and metadata", async () => {
    const content = "größer als 1 €";

    const put = await blob("2026/a & b.txt").upload(content, Buffer.byteLength(content), {
      blobHTTPHeaders,
      metadata: { customer: "7" },
    });
    const got = await blob("2026/a & b.txt").download();
    const properties = await blob("2026/a & b.txt").getProperties();

    assert.equal(await textOf("2026/a & b.txt"), content);
    assert.deepEqual(put.contentMD5, createHash("md5").update(content).digest());
    assert.equal(got.etag, put.etag);
    assert.equal(put.clientRequestId, put._response.request.headers.get("x-ms-client-request-id"));
    for (const shown of [got, properties]) {
      assert.equal(shown.contentType, blobHTTPHeaders.blobContentType);
      assert.equal(shown.cacheControl, "no-cache");
      assert.equal(shown.contentLength, Buffer.byteLength(content));
      assert.equal(shown.blobType, "BlockBlob");
      assert.deepEqual(shown.metadata, { customer: "7" });
      assert.ok(Math.abs(Number(shown.lastModified) - Date.now()) < 10_000);
    }
  });

  // https://learn.microsoft.com/rest/api/storageservices/specifying-the-range-header-for-blob-service-operations
  it("are read in parts", async () => {
    await blob("digits").upload("0123456789", 10);

    const part = await blob("digits").download(2, 3);

    assert.equal(part.contentRange, "bytes 2-4/10");
    assert.equal(part._response.status, 206);
    assert.equal(await textOf("digits", 2, 3), "234");
    assert.equal(await textOf("digits", 7), "789");
    await assert.rejects(blob("digits").download(10, 1), refusedWith(416, "InvalidRange"));
  });

  // https://learn.microsoft.com/rest/api/storageservices/set-blob-metadata
  // https://learn.microsoft.com/rest/api/storageservices/set-blob-properties
  it("are described anew without other content", async () => {
    const { etag } = await blob("a").upload("a", 1, { blobHTTPHeaders });

    await blob("a").setMetadata({ paid: "yes" });
    const described = await blob("a").getProperties();
    await blob("a").setHTTPHeaders({ blobContentType: "text/csv" });
    const last = await blob("a").getProperties();

    assert.deepEqual(described.metadata, { paid: "yes" });
    assert.equal(described.contentType, blobHTTPHeaders.blobContentType);
    assert.notEqual(described.etag, etag);
    assert.equal(last.contentType, "text/csv");
    // "If this property is not specified, the property will be cleared for the blob."
    assert.equal(last.cacheControl, undefined);
    assert.deepEqual(last.metadata, { paid: "yes" });
    assert.equal(await textOf("a"), "a");
  });

  // https://learn.microsoft.com/rest/api/storageservices/delete-blob
  it("are gone when they are deleted", async () => {
    await blob("a").upload("a", 1);

    await blob("a").delete();

    assert.equal(await blob("a").exists(), false);
    await assert.rejects(blob("a").download(), refusedWith(404, "BlobNotFound"));
    await assert.rejects(blob("a").delete(), refusedWith(404, "BlobNotFound"));
  });

  // https://learn.microsoft.com/rest/api/storageservices/specifying-conditional-headers-for-blob-service-operations
  describe("under conditions", () => {
    it("are changed only by whoever knows the version that is there", async () => {
      const { etag: ifMatch = "" } = await blob("a").upload("1", 1);
      const late = { conditions: { ifMatch } };

      await blob("a").upload("2", 1, { conditions: { ifMatch } });

      await assert.rejects(blob("a").upload("3", 1, late), refusedWith(412, "ConditionNotMet"));
      await assert.rejects(blob("a").delete(late), refusedWith(412, "ConditionNotMet"));
      await assert.rejects(blob("a").setMetadata({}, late), refusedWith(412, "ConditionNotMet"));
      assert.equal(await textOf("a"), "2");
    });

    it("are created once", async () => {
      const once = { conditions: { ifNoneMatch: "*" } };

      await blob("a").upload("1", 1, once);

      await assert.rejects(blob("a").upload("2", 1, once), refusedWith(409, "BlobAlreadyExists"));
      assert.equal(await textOf("a"), "1");
    });

    it("are not sent again to whoever has them", async () => {
      const { etag: ifNoneMatch = "", lastModified: ifModifiedSince = new Date(0) } = await blob("a").upload("1", 1);
      const unchanged = { name: "RestError", statusCode: 304 };

      await assert.rejects(blob("a").download(0, undefined, { conditions: { ifNoneMatch } }), unchanged);
      await assert.rejects(blob("a").getProperties({ conditions: { ifModifiedSince } }), unchanged);
    });
  });

  // https://learn.microsoft.com/rest/api/storageservices/put-block-list
  describe("of blocks", () => {
    const id = (number: number): string => Buffer.from(`block-${number}`).toString("base64");

    it("are there when a list of them has been put, in its order", async () => {
      await blob("a/b").stageBlock(id(1), "one ", 4);
      await blob("a/b").stageBlock(id(2), "two ", 4);
      await blob("a").stageBlock(id(1), "another blob's", 14);
      const before = await blob("a/b").exists();

      await blob("a/b").commitBlockList([id(2), id(1), id(2)], { blobHTTPHeaders });

      assert.equal(before, false);
      assert.equal(await textOf("a/b"), "two one two ");
      assert.equal((await blob("a/b").getProperties()).contentType, blobHTTPHeaders.blobContentType);
      await assert.rejects(blob("new").commitBlockList([id(1)]), refusedWith(400, "InvalidBlockList"));
    });

    it("are refused when they did not arrive as they were sent", async () => {
      const transactionalContentMD5 = createHash("md5").update("b").digest();

      const stage = blob("a").stageBlock(id(1), "a", 1, { transactionalContentMD5 });

      await assert.rejects(stage, refusedWith(400, "Md5Mismatch"));
    });

    it("come from streams and large buffers in one call", async () => {
      const content = Buffer.alloc(300_000, "0123456789");

      await blob("stream").uploadStream(Readable.from([content]), 100_000);
      await blob("buffer").uploadData(content, { blockSize: 100_000, maxSingleShotSize: 1 });

      assert.deepEqual(await blob("stream").downloadToBuffer(), content);
      assert.deepEqual(await blob("buffer").downloadToBuffer(), content);
    });

    it("are forgotten with their container", async () => {
      await blob("a").stageBlock(id(1), "one", 3);
      await files.orders.delete();
      await files.orders.create();

      await assert.rejects(blob("a").commitBlockList([id(1)]), refusedWith(400, "InvalidBlockList"));
    });
  });

  // https://learn.microsoft.com/rest/api/storageservices/create-container
  it("are in containers, which clients create and delete too", async () => {
    const { orders } = files;

    const misnamed = openWithKey(files.address, files.key).getContainerClient("the_orders");

    await assert.rejects(misnamed.create(), refusedWith(400, "InvalidResourceName"));
    await assert.rejects(orders.create(), refusedWith(409, "ContainerAlreadyExists"));
    await blob("a").upload("a", 1);
    await orders.delete();

    assert.equal(await orders.exists(), false);
    await assert.rejects(blob("a").upload("a", 1), refusedWith(404, "ContainerNotFound"));
    await orders.create();
    assert.equal(await orders.exists(), true);
    assert.equal(await blob("a").exists(), false);
  });

  it("are what Pulumi has uploaded, and sees changed", async () => {
    const { azure, container } = files;
    const { store } = azure.simulator.world;
    const place = { resourceGroupName: "shop", accountName: "shopfiles", containerName: "orders" };
    const inputs = { ...place, blobName: "a", source: asset("from Pulumi"), metadata: { stage: "dev" } };
    const uploaded = await azure.create(tokens.blob, "a", { ...inputs, contentType: "text/plain" });
    const text = await textOf("a");
    const first = await blob("a").getProperties();
    await azure.update(uploaded, { ...inputs, contentType: "text/csv" });
    const second = await blob("a").getProperties();

    await blob("A").upload("another", 7);
    await blob("A").delete();
    const before = store.find(tokens.blob).length;
    await blob("a").delete();
    const after = store.find(tokens.blob).length;
    await files.orders.delete();

    assert.equal(text, "from Pulumi");
    assert.deepEqual([first.contentType, first.metadata], ["text/plain", { stage: "dev" }]);
    assert.deepEqual([second.contentType, second.metadata], ["text/csv", { stage: "dev" }]);
    assert.deepEqual([before, after], [1, 0]);
    assert.equal(store.get(tokens.container, container.id), undefined);
  });
});
