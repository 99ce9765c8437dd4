import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Deployment } from "../deployment.ts";
import {
  accountId,
  deployWorker,
  openCloudflare,
  scriptInputs,
  scriptToken,
  subdomainToken,
  worker,
  workersDev,
} from "./account.ts";

const hello = worker(`return new Response("hello");`);

describe("cloudflare: deploying", () => {
  let cloudflare: Deployment;
  beforeEach(async () => {
    cloudflare = await openCloudflare();
  });
  afterEach(() => cloudflare.stop());

  it("takes the content of a file that has the given hash, and no other", async () => {
    const folder = await mkdtemp(join(tmpdir(), "worker-"));
    const contentFile = join(folder, "index.js");
    await writeFile(contentFile, hello);
    const contentSha256 = createHash("sha256").update(hello).digest("hex");
    const inputs = { ...scriptInputs(hello), content: undefined, contentFile };

    await assert.rejects(
      cloudflare.create(scriptToken, "wrong", { ...inputs, contentSha256: "0" }),
      /is not `contentSha256`/,
    );
    await cloudflare.create(scriptToken, "api", { ...inputs, contentSha256 });
    await cloudflare.create(subdomainToken, "api", { accountId, scriptName: "api", enabled: true });

    assert.equal(await (await fetch(workersDev(cloudflare))).text(), "hello");
    await rm(folder, { recursive: true });
  });

  it("gives scripts no names of its own", async () => {
    const complaints = await cloudflare.complaints(scriptToken, { ...scriptInputs(hello), scriptName: undefined });

    assert.match(complaints.join("\n"), /scriptName: is required/);
  });

  it("answers ids and hashes", async () => {
    const script = await cloudflare.create(scriptToken, "api", scriptInputs(hello));

    assert.equal(script.id, "api");
    assert.match(String(script.outputs.etag), /^[0-9a-f]{64}$/);
    assert.equal(script.outputs.hasModules, true);
  });

  // https://developers.cloudflare.com/workers/observability/errors/#validation-errors-10021
  it("refuses a Worker that cannot be loaded, and keeps nothing of it", async () => {
    await assert.rejects(cloudflare.create(scriptToken, "api", scriptInputs("export default {")), { code: "10021" });

    assert.deepEqual(cloudflare.simulator.world.store.find(scriptToken), []);
  });

  it("refuses a compatibility flag that does not exist", async () => {
    const inputs = scriptInputs(hello, { compatibilityFlags: ["no_such_flag"] });

    await assert.rejects(cloudflare.create(scriptToken, "api", inputs), { code: "10021", message: /no_such_flag/ });
  });

  it("refuses bindings and addresses of Workers that do not exist", async () => {
    const bindings = [{ name: "INNER", type: "service", service: "inner" }];

    await assert.rejects(cloudflare.create(scriptToken, "api", scriptInputs(hello, { bindings })), { code: "10007" });
    const subdomain = { accountId, scriptName: "api", enabled: true };
    await assert.rejects(cloudflare.create(subdomainToken, "api", subdomain), { code: "10007" });
  });

  it("only records what is deployed when nothing is to run", async () => {
    const dry = await openCloudflare({ live: false });

    const script = await deployWorker(dry, "not even JavaScript");

    assert.equal(script.id, "api");
    await dry.stop();
  });

  it("brings Workers back when the simulator starts again", async () => {
    const data = await mkdtemp(join(tmpdir(), "simulator-"));
    const first = await openCloudflare({ data, basePort: 0 });
    await deployWorker(first, hello);
    const url = workersDev(first);
    await first.stop();

    const second = await openCloudflare({ data, basePort: 0 });

    assert.equal(workersDev(second), url);
    assert.equal(await (await fetch(url)).text(), "hello");
    await second.stop();
    await rm(data, { recursive: true });
  });
});
