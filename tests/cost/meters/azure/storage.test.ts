import assert from "node:assert/strict";
import { type CostedResource, type Fields, unknown } from "../../../../kit/cost/resources/resource.ts";
import { azure } from "../../support/azure.ts";
import { consumed, withoutPrice } from "../../support/consumed.ts";
import { resourceOf, sourcesOf } from "../../support/program.ts";

describe("a storage account", () => {
  const account = (inputs: Fields = {}) =>
    azure("storage:StorageAccount", "account", { kind: "StorageV2", sku: { name: "Standard_LRS" }, ...inputs });
  const container = (inputs: Fields = {}) =>
    resourceOf("azure-native:storage:BlobContainer", "box", inputs, { sources: sourcesOf({ accountName: "account" }) });
  const usage = { storage: 5, reads: 2_000, writes: 300, deletes: 10, egress: 4, requests: 1_000, coldStarts: 0.02 };
  const of = (others: readonly CostedResource[] = [], inputs: Fields = {}) =>
    consumed([account(), container(inputs), ...others], "box", usage);

  it("has its containers paid for by what they keep and what is done, and for what they send if they are public", () => {
    const expected = { "azure.blob.hot.storage": 5, "azure.blob.hot.writes": 300, "azure.blob.hot.reads": 2_000 };

    assert.deepEqual(of(), expected);
    assert.deepEqual(of([], { publicAccess: "Blob" }), { ...expected, "azure.egress": 4 });
  });

  it("has an app's code read with each start, and packages of the program once", () => {
    const app = azure("web:WebApp", "app", { functionAppConfig: {} }, { functionAppConfig: "box" });
    const blob = azure("storage:Blob", "blob", {}, { containerName: "box" });

    assert.deepEqual([of([app])["azure.blob.hot.writes"], of([app])["azure.blob.hot.reads"]], [1, 20]);
    assert.deepEqual([of([blob])["azure.blob.hot.writes"], of([blob])["azure.blob.hot.reads"]], [1, 1]);
    assert.equal(of([blob], { publicAccess: "Container" })["azure.blob.hot.reads"], 2_000);
  });

  it("is unknown with other redundancy, kind or tier, and without being in the program", () => {
    for (const inputs of [{ sku: { name: "Standard_GRS" } }, { kind: "BlockBlobStorage" }, { accessTier: "Cool" }])
      assert.deepEqual(withoutPrice([account(inputs), container()], "box"), ["accountName"]);
    assert.deepEqual(withoutPrice([container()], "box"), ["accountName"]);
    assert.deepEqual(withoutPrice([account({ sku: unknown }), container()], "box"), ["sku"]);
  });

  it("has queues and tables paid for by operations", () => {
    const inAccount = (type: string) =>
      consumed([account(), azure(type, "one", {}, { accountName: "account" })], "one", {
        ...{ ...usage, messages: 100, attempts: 2 },
      });

    assert.deepEqual(inAccount("storage:Queue"), { "azure.queue.storage": 5, "azure.queue.operations": 400 });
    assert.deepEqual(inAccount("storage:Table"), { "azure.table.storage": 5, "azure.table.operations": 2_310 });
  });
});
