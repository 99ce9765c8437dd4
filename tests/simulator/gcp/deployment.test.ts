import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createFakeClock } from "../../../kit/simulator/index.ts";
import { until } from "../../support/until.ts";
import { archive, type Deployment } from "../deployment.ts";
import {
  bucketToken,
  deployFunction,
  functionInputs,
  functionToken,
  objectToken,
  openGcp,
  sourceOf,
  urlOf,
} from "./shop.ts";

const hello = `export const handler = (request, response) => response.send("hello");`;
const accountToken = "gcp:serviceaccount/account:Account";

describe("gcp: deploying", () => {
  let gcp: Deployment;
  beforeEach(async () => {
    gcp = await openGcp();
  });
  afterEach(() => gcp.stop());

  /** Deploys the object of a function, and answers the function's inputs. */
  async function prepared(source: Readonly<Record<string, unknown>>) {
    await gcp.create(bucketToken, "source", { name: "shop-source", location: "EU" });
    await gcp.create(objectToken, "zip", { bucket: "shop-source", name: "api.zip", source });
    return functionInputs("shop-source", "api.zip");
  }

  it("names what the program does not name, in the form of each service", async () => {
    const bucket = await gcp.create(bucketToken, "source", { location: "EU" });
    const account = await gcp.create(accountToken, "shop", {});

    assert.match(bucket.id, /^source-[0-9a-f]{7}$/);
    assert.match(String(account.outputs.email), /^shop-[0-9a-f]{7}@shop-project\.iam\.gserviceaccount\.com$/);
    assert.equal(account.outputs.member, `serviceAccount:${account.outputs.email}`);
  });

  // https://cloud.google.com/functions/docs/reference/rest/v2/projects.locations.functions
  it("answers the id, the state and the settings that were not given", async () => {
    const deployed = await deployFunction(gcp, hello);

    assert.equal(deployed.id, "projects/shop-project/locations/europe-west1/functions/api");
    assert.equal(deployed.outputs.state, "ACTIVE");
    assert.equal(deployed.outputs.environment, "GEN_2");
    const service = Object(deployed.outputs.serviceConfig);
    assert.equal(service.uri, deployed.outputs.url);
    assert.equal(service.timeoutSeconds, 60);
    assert.equal(service.maxInstanceRequestConcurrency, 1);
    assert.equal(service.ingressSettings, "ALLOW_ALL");
  });

  it("refuses a function whose source object does not exist", async () => {
    await gcp.create(bucketToken, "source", { name: "shop-source", location: "EU" });

    await assert.rejects(gcp.create(functionToken, "api", functionInputs("shop-source", "api.zip")), {
      code: "NOT_FOUND",
      message: /gs:\/\/shop-source\/api\.zip/,
    });
  });

  it("refuses an object in a bucket that does not exist", async () => {
    const inputs = { bucket: "nowhere", name: "api.zip", content: "x" };

    await assert.rejects(gcp.create(objectToken, "zip", inputs), { code: "NOT_FOUND" });
  });

  it("refuses a bucket name that is taken, because all projects share them", async () => {
    await gcp.create(bucketToken, "one", { name: "shop-source", location: "EU" });

    await assert.rejects(gcp.create(bucketToken, "two", { name: "shop-source", location: "US" }), {
      code: "ALREADY_EXISTS",
    });
  });

  // https://cloud.google.com/storage/docs/json_api/v1/objects#resource-representations
  // The checksum of these digits is that of https://reveng.sourceforge.io/crc-catalogue/17plus.htm#crc.cat.crc-32-iscsi
  it("answers the checksums of an object's bytes, and a new generation only for new bytes", async () => {
    await gcp.create(bucketToken, "files", { name: "shop-files", location: "EU" });
    const inputs = { bucket: "shop-files", name: "digits", content: "123456789" };

    const created = await gcp.create(objectToken, "digits", inputs);
    const described = await gcp.update(created, { ...inputs, contentType: "text/plain" });
    const changed = await gcp.update(described, { ...inputs, content: "1" });

    const { md5hash, md5hexhash, crc32c, generation } = created.outputs;
    assert.deepEqual([md5hash, crc32c], ["JfnnlDI7RTiF9RgfG2JNCw==", "4waSgw=="]);
    assert.equal(md5hexhash, "25f9e794323b453885f5181f1b624d0b");
    assert.equal(described.outputs.generation, generation);
    assert.ok(Number(changed.outputs.generation) > Number(generation));
    assert.notEqual(changed.outputs.crc32c, crc32c);
  });

  // https://cloud.google.com/storage/docs/deleting-buckets
  it("deletes a bucket with objects only with forceDestroy", async () => {
    const kept = await gcp.create(bucketToken, "kept", { name: "kept-files", location: "EU" });
    await gcp.create(objectToken, "file", { bucket: "kept-files", name: "a", content: "a" });
    const dropped = await gcp.create(bucketToken, "dropped", {
      name: "dropped-files",
      location: "EU",
      forceDestroy: true,
    });
    await gcp.create(objectToken, "other", { bucket: "dropped-files", name: "a", content: "a" });

    await assert.rejects(gcp.remove(kept), /containing objects/);
    await gcp.remove(dropped);
    assert.equal(gcp.simulator.world.store.find(objectToken).length, 1);
  });

  it("refuses a service account that does not exist", async () => {
    const inputs = await prepared(sourceOf(hello));
    const serviceConfig = { serviceAccountEmail: "nobody@shop-project.iam.gserviceaccount.com" };

    await assert.rejects(gcp.create(functionToken, "api", { ...inputs, serviceConfig }), {
      message: /iam\.serviceaccounts\.actAs.*nobody@/,
    });
  });

  // https://github.com/GoogleCloudPlatform/buildpacks/blob/main/cmd/nodejs/functions_framework/main.go
  it("reports a failed build when the main file is missing", async () => {
    const inputs = await prepared(archive({ "package.json": '{"main":"lib/main.js"}' }));

    await assert.rejects(gcp.create(functionToken, "api", inputs), /Build failed.*lib\/main\.js does not exist/);
  });

  it("says that dependencies are not installed", async () => {
    const source = archive({ "package.json": '{"dependencies":{"left-pad":"1.3.0"}}', "index.js": "" });

    await assert.rejects(
      gcp.create(functionToken, "api", await prepared(source)),
      /npm install.*left-pad: bundle the function/,
    );
  });

  it("takes dependencies that the source brings along", async () => {
    const source = archive({
      "package.json": '{"main":"index.js","dependencies":{"left-pad":"1.3.0"}}',
      "index.js": "exports.handler = (request, response) => response.send(require('left-pad')('x', 3));",
      "node_modules/left-pad/package.json": '{"main":"index.js"}',
      "node_modules/left-pad/index.js": "module.exports = (text, length) => text.padStart(length);",
    });

    assert.equal(await (await fetch(urlOf(await deployFunction(gcp, "", { source })))).text(), "  x");
  });

  // https://cloud.google.com/functions/docs/writing/write-http-functions
  for (const [kind, files] of Object.entries({
    CommonJS: { type: "commonjs", load: 'const functions = require("@google-cloud/functions-framework");' },
    "an ES module": { type: "module", load: 'import * as functions from "@google-cloud/functions-framework";' },
  })) {
    it(`runs a function that ${kind} registers by name`, async () => {
      const dependencies = { "@google-cloud/functions-framework": "^5.0.0" };
      const source = archive({
        "package.json": JSON.stringify({ type: files.type, main: "index.js", dependencies }),
        "index.js": `${files.load} functions.http("handler", (request, response) => response.send("registered"));`,
      });

      assert.equal(await (await fetch(urlOf(await deployFunction(gcp, "", { source })))).text(), "registered");
    });
  }

  // The build then keeps it in a layer of its own: buildpacks/cmd/nodejs/functions_framework/main.go
  it("does not find the framework for a source that does not list it", async () => {
    const code = `import "@google-cloud/functions-framework"; export const handler = () => {};`;

    await assert.rejects(deployFunction(gcp, code), /Healthcheck failed.*Cannot find package '@google-cloud/s);
  });

  // https://cloud.google.com/run/docs/troubleshooting#container-failed-to-start
  it("reports a container that does not start, with what it wrote, and keeps nothing of it", async () => {
    const inputs = await prepared(sourceOf(`throw new Error("no catalogue");`));

    await assert.rejects(gcp.create(functionToken, "api", inputs), /Container Healthcheck failed.*no catalogue/s);
    assert.deepEqual(gcp.simulator.world.store.find(functionToken), []);
    const served = gcp.simulator.world.endpoints.list().filter(({ isInternal = false }) => !isInternal);
    assert.deepEqual(served, []);
  });

  // https://cloud.google.com/run/docs/configuring/healthchecks#tcp-default
  it("gives a container four minutes to listen", async () => {
    const clock = createFakeClock();
    const timed = await openGcp({ clock });
    const waits = `console.log("starting"); await new Promise((done) => setTimeout(done, 60_000));`;
    const deployed = deployFunction(timed, waits).then(() => "deployed", String);
    await until(() => timed.simulator.world.logs.recent().length > 0);
    clock.advance(239_000);
    const early = await Promise.race([deployed, new Promise((resolve) => setTimeout(resolve, 50, "still starting"))]);
    clock.advance(1_000);

    assert.equal(early, "still starting");
    assert.match(await deployed, /failed to start and listen on the port/);
    await timed.stop();
  });

  it("reports an entry point that the code does not have", async () => {
    const inputs = await prepared(sourceOf(`export const other = () => {};`));

    await assert.rejects(gcp.create(functionToken, "api", inputs), /Function 'handler' is not defined/);
  });

  it("refuses a grant on a function that does not exist", async () => {
    const grant = { name: "api", location: "europe-west1", role: "roles/run.invoker", member: "allUsers" };

    await assert.rejects(gcp.create("gcp:cloudrunv2/serviceIamMember:ServiceIamMember", "anyone", grant), {
      code: "NOT_FOUND",
    });
  });

  it("tells programs their project", async () => {
    const client = await gcp.provider.invoke({ token: "gcp:organizations/getClientConfig:getClientConfig", args: {} });
    const project = await gcp.provider.invoke({ token: "gcp:organizations/getProject:getProject", args: {} });

    assert.equal(client.outputs.project, "shop-project");
    assert.equal(client.outputs.region, "europe-west1");
    assert.match(String(project.outputs.number), /^\d{12}$/);
  });

  it("brings functions back when the simulator starts again", async () => {
    const data = await mkdtemp(join(tmpdir(), "simulator-"));
    const first = await openGcp({ data, basePort: 0 });
    const url = urlOf(await deployFunction(first, hello));
    await first.stop();

    const second = await openGcp({ data, basePort: 0 });

    assert.equal(await (await fetch(url)).text(), "hello");
    await second.stop();
    await rm(data, { recursive: true });
  });

  it("only records what is deployed when nothing is to run", async () => {
    const dry = await openGcp({ live: false });

    const deployed = await deployFunction(dry, `throw new Error("not started");`);

    assert.equal(deployed.outputs.state, "ACTIVE");
    await dry.stop();
  });
});
