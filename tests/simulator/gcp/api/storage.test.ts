import assert from "node:assert/strict";
import { createHash, randomBytes } from "node:crypto";
import { text } from "node:stream/consumers";
import type { Bucket } from "@google-cloud/storage";
import type { Deployment } from "../../deployment.ts";
import { objectToken, openGcp } from "../shop.ts";
import { type Access, accessOf, callApi, clientOf, createAccount, createBucket, grantTo } from "./client.ts";

// https://cloud.google.com/storage/docs/json_api/v1/objects
describe("gcp: Cloud Storage for its official client", function stored() {
  this.timeout(10_000);
  let gcp: Deployment;
  let access: Access;
  let files: Bucket;
  beforeEach(async () => {
    gcp = await openGcp();
    await createBucket(gcp);
    await createAccount(gcp);
    await grantTo(gcp, "shop-clerk", "roles/storage.admin", "shop-files");
    access = await accessOf(gcp);
    files = clientOf(access);
  });
  afterEach(() => gcp.stop());

  const textOf = async (name: string): Promise<string> => String((await files.file(name).download())[0]);

  it("takes uploads in one request and in pieces, with what describes them", async () => {
    const metadata = { contentType: "text/csv", cacheControl: "no-store", metadata: { shop: "Vienna" } };
    const bytes = randomBytes(300_000);
    const [one, pieces] = [files.file("sales/ä b.csv"), files.file("pieces")];

    // The client compares CRC32C and MD5 of what was stored: https://cloud.google.com/storage/docs/data-validation
    await one.save(bytes, { resumable: false, metadata, validation: true });
    // It leaves its credentials out where it asks for the address itself: https://github.com/googleapis/nodejs-storage/pull/2637
    const [uri] = await pieces.createResumableUpload({ metadata });
    const stream = pieces.createWriteStream({ uri, chunkSize: 262_144 });
    await new Promise((resolve, reject) => stream.on("error", reject).on("finish", resolve).end(bytes));

    for (const file of [one, pieces]) {
      const [found] = await file.getMetadata();
      assert.partialDeepStrictEqual(found, { ...metadata, name: file.name, bucket: "shop-files", size: "300000" });
      assert.equal(found.md5Hash, createHash("md5").update(bytes).digest("base64"));
    }
  });

  // https://cloud.google.com/storage/docs/performing-resumable-uploads
  it("goes on with an upload where it was interrupted", async () => {
    const begun = await callApi(access, "/upload/storage/v1/b/shop-files/o?uploadType=resumable&name=log", {
      method: "POST",
    });
    const session = (begun.headers.get("location") ?? "").slice(access.url.length);
    const put = (range: string, body = "") =>
      callApi({ ...access, token: "" }, session, { method: "PUT", headers: { "content-range": range }, body });

    const first = await put("bytes 0-3/*", "one ");
    const asked = await put("bytes */7");
    const beyond = await put("bytes 5-6/7", "wo");
    const last = await put("bytes 4-6/7", "two");

    assert.deepEqual([first.status, first.headers.get("range")], [308, "bytes=0-3"]);
    assert.deepEqual([asked.status, asked.headers.get("range")], [308, "bytes=0-3"]);
    assert.equal(beyond.status, 400);
    assert.deepEqual([last.status, last.body.size], [200, "7"]);
    assert.equal(await textOf("log"), "one two");
    assert.equal((await put("bytes */7")).status, 404);
  });

  // https://cloud.google.com/storage/docs/uploading-objects#rest-upload-objects
  it("takes bytes alone, as curl sends them", async () => {
    await callApi(access, "/upload/storage/v1/b/shop-files/o?uploadType=media&name=note", {
      ...{ method: "POST", headers: { "content-type": "text/plain" }, body: "hello" },
    });

    assert.equal((await files.file("note").getMetadata())[0].contentType, "text/plain");
    assert.equal(await textOf("note"), "hello");
  });

  // https://cloud.google.com/storage/docs/objects#naming
  it("refuses an object without a name, or with one that is reserved", async () => {
    for (const name of ["", "..", "a%0Ab"]) {
      const path = `/upload/storage/v1/b/shop-files/o?uploadType=media&name=${name}`;
      assert.equal((await callApi(access, path, { method: "POST", body: "x" })).status, 400, name);
    }
  });

  it("refuses an upload whose checksum is another's", async () => {
    const metadata = { md5Hash: "1B2M2Y8AsgTpgAmY7PhCfg==" };

    await assert.rejects(files.file("note").save("hello", { resumable: false, metadata, validation: false }), {
      code: 400,
      message: /doesn't match calculated MD5 hash/,
    });
    assert.deepEqual(await files.file("note").exists(), [false]);
  });

  it("downloads an object, and a range of it", async () => {
    await files.file("letters").save("abcdefghij", { resumable: false });

    const range = await text(files.file("letters").createReadStream({ start: 2, end: 4 }));
    const tail = await callApi(access, "/storage/v1/b/shop-files/o/letters?alt=media", {
      headers: { range: "bytes=99-" },
    });

    assert.equal(await textOf("letters"), "abcdefghij");
    assert.equal(range, "cde");
    assert.equal(tail.status, 416);
  });

  it("lists folders and pages", async () => {
    for (const name of ["2026/1.csv", "2026/2.csv", "2027/1.csv", "index"])
      await files.file(name).save("x", { resumable: false });
    const names = (found: readonly { readonly name: string }[]) => found.map(({ name }) => name);

    const [all] = await files.getFiles();
    const [year] = await files.getFiles({ prefix: "2026/" });
    const [top, , answer] = await files.getFiles({ delimiter: "/", autoPaginate: false });
    const [page, next] = await files.getFiles({ maxResults: 3, autoPaginate: false });
    const [rest, end] = await files.getFiles({ ...next, autoPaginate: false });

    assert.deepEqual(names(all), ["2026/1.csv", "2026/2.csv", "2027/1.csv", "index"]);
    assert.deepEqual(names(year), ["2026/1.csv", "2026/2.csv"]);
    assert.deepEqual(names(top), ["index"]);
    assert.deepEqual(Object(answer).prefixes, ["2026/", "2027/"]);
    assert.deepEqual([names(page).length, names(rest), end], [3, ["index"], null]);
  });

  // https://cloud.google.com/storage/docs/request-preconditions
  it("does what preconditions let it do, else answers 412", async () => {
    const file = files.file("stock");
    const save = (content: string, ifGenerationMatch: number) =>
      file.save(content, { resumable: false, preconditionOpts: { ifGenerationMatch } });
    const failed = { code: 412, message: /pre-conditions you specified did not hold/ };

    await save("1", 0);
    const generation = Number(file.metadata.generation);
    await assert.rejects(save("2", 0), failed);
    await save("3", generation);
    await assert.rejects(save("4", generation), failed);
    await assert.rejects(file.delete({ ifGenerationMatch: generation }), failed);
    await assert.rejects(file.setMetadata({ contentType: "a/b" }, { ifMetagenerationMatch: 7 }), failed);
    const [{ generation: latest }] = await file.getMetadata();
    const known = await callApi(access, `/storage/v1/b/shop-files/o/stock?ifGenerationNotMatch=${latest}`);

    assert.equal(await textOf("stock"), "3");
    assert.equal(known.status, 304);
    // Of the generations only the newest one is kept.
    const of = (number: unknown) => callApi(access, `/storage/v1/b/shop-files/o/stock?generation=${number}`);
    assert.deepEqual([(await of(latest)).status, (await of(generation)).status], [200, 404]);
  });

  // https://cloud.google.com/storage/docs/viewing-editing-metadata
  it("changes what describes an object, and keeps its generation", async () => {
    const file = files.file("page");
    await file.save("<p>", { resumable: false, metadata: { contentType: "text/html", metadata: { a: "1", b: "2" } } });
    const before = file.metadata.generation;

    const [changed] = await file.setMetadata({ contentLanguage: "de", metadata: { a: null, c: "3" } });

    assert.deepEqual([changed.generation, changed.metageneration], [before, "2"]);
    assert.deepEqual([changed.contentType, changed.contentLanguage], ["text/html", "de"]);
    assert.deepEqual(changed.metadata, { b: "2", c: "3" });
  });

  it("deletes an object", async () => {
    await files.file("note").save("x", { resumable: false });

    await files.file("note").delete();

    assert.deepEqual(await files.file("note").exists(), [false]);
    await assert.rejects(files.file("note").delete(), { code: 404, message: /No such object: shop-files\/note/ });
  });

  it("has the objects that programs deploy, with what describes them, and their buckets", async () => {
    const inputs = { bucket: "shop-files", name: "logo", content: "<svg/>", contentType: "image/svg+xml" };
    const deployed = await gcp.create(objectToken, "logo", inputs);
    const [found] = await files.file("logo").getMetadata();
    await gcp.update(deployed, { ...inputs, contentType: "text/plain" });
    const [changed] = await files.file("logo").getMetadata();

    assert.equal(await textOf("logo"), "<svg/>");
    assert.deepEqual([found.contentType, changed.contentType], ["image/svg+xml", "text/plain"]);
    assert.equal(found.generation, changed.generation);
    assert.equal((await files.getMetadata())[0].location, "EU");
    assert.deepEqual(await clientOf(access, "no-such-bucket").exists(), [false]);
  });

  it("serves objects with the headers that describe them", async () => {
    const described = { contentDisposition: "attachment", contentEncoding: "identity", cacheControl: "no-store" };
    await gcp.create(objectToken, "plan", { bucket: "shop-files", name: "plan", content: "x", ...described });

    const { headers } = await callApi(access, "/storage/v1/b/shop-files/o/plan?alt=media");

    const names = ["content-disposition", "content-encoding", "cache-control", "content-type"];
    assert.deepEqual(
      names.map((name) => headers.get(name)),
      [...Object.values(described), "application/octet-stream"],
    );
  });

  it("says what the simulator does not have", async () => {
    await files.file("note").save("x", { resumable: false });

    for (const [path, init] of [
      ["/storage/v1/b/shop-files/o?versions=true", {}],
      ["/storage/v1/b/shop-files/o/note/acl", {}],
      ["/storage/v1/b/shop-files/o/note", { method: "PATCH", body: '{"temporaryHold":true}' }],
      ["/v1/projects/shop-project/secrets", {}],
    ] as const) {
      const { status, body } = await callApi(access, path, init);
      assert.deepEqual([status, body.error.status], [501, "SimulatorLimit"], path);
    }
  });
});
