import assert from "node:assert/strict";
import { collect, deployFiles, type Files } from "./client.ts";

// https://learn.microsoft.com/rest/api/storageservices/list-blobs
describe("azure: lists of blobs by the official client", () => {
  let files: Files;
  before(async () => {
    files = await deployFiles();
    for (const name of ["2025/1", "2026/1", "2026/10", "2026/2", "2026/a/1", "2026/a/2", "<&>"]) {
      await files.orders.getBlockBlobClient(name).upload(name, name.length, { metadata: { length: `${name.length}` } });
    }
  });
  after(() => files.azure.stop());

  it("have all of a container in the order of names, with what is known of them", async () => {
    const found = await collect(files.orders.listBlobsFlat({ includeMetadata: true }));

    const [first] = found;
    const { etag, contentMD5, contentType } = await files.orders.getBlobClient("2025/1").getProperties();
    assert.deepEqual(
      found.map(({ name }) => name),
      ["2025/1", "2026/1", "2026/10", "2026/2", "2026/a/1", "2026/a/2", "<&>"],
    );
    assert.deepEqual(first?.metadata, { length: "6" });
    assert.equal(`"${first?.properties.etag}"`, etag);
    assert.deepEqual(first?.properties.contentMD5, contentMD5);
    assert.equal(first?.properties.contentType, contentType);
    assert.equal(first?.properties.contentLength, 6);
  });

  it("have what begins with a prefix, in pages", async () => {
    const pages = files.orders.listBlobsFlat({ prefix: "2026/" }).byPage({ maxPageSize: 2 });

    const names = (await collect(pages)).map(({ segment }) => segment.blobItems.map(({ name }) => name));

    assert.deepEqual(names, [["2026/1", "2026/10"], ["2026/2", "2026/a/1"], ["2026/a/2"]]);
  });

  it("have folders, up to and with their delimiter", async () => {
    const pages = files.orders.listBlobsByHierarchy("/", { prefix: "2026/" }).byPage({ maxPageSize: 3 });

    const found = (await collect(pages)).map(({ segment }) => ({
      blobs: segment.blobItems.map(({ name }) => name),
      folders: segment.blobPrefixes?.map(({ name }) => name),
    }));

    assert.deepEqual(found, [
      { blobs: ["2026/1", "2026/10", "2026/2"], folders: [] },
      { blobs: [], folders: ["2026/a/"] },
    ]);
  });

  it("do not go on from what is not a page", async () => {
    const none = files.orders.listBlobsFlat().byPage({ maxPageSize: -1 });

    await assert.rejects(none.next(), { statusCode: 400, code: "OutOfRangeQueryParameterValue" });
  });
});
