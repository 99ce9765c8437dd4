import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Deployed, Deployment } from "../deployment.ts";
import { type Api, apiOf, callApi, deployWorker, openCloudflare, scriptInputs, worker, workersDev } from "./account.ts";

const code = worker(`return Response.json({ ...env });`);
const managed = { type: "secret_text", name: "MANAGED", text: "of the program" };
const greeting = { type: "plain_text", name: "GREETING", text: "hello" };

/** https://developers.cloudflare.com/api/resources/workers/subresources/scripts/subresources/secrets/ */
describe("cloudflare: the secrets of a Worker", function secrets() {
  this.timeout(30_000);
  let data: string;
  let cloudflare: Deployment;
  let api: Api;
  let script: Deployed;
  beforeEach(async () => {
    data = await mkdtemp(join(tmpdir(), "simulator-"));
    cloudflare = await openCloudflare({ data, basePort: 0 });
    api = await apiOf(cloudflare);
    script = await deployWorker(cloudflare, code, { bindings: [managed, greeting] });
  });
  afterEach(async () => {
    await cloudflare.stop();
    await rm(data, { recursive: true });
  });

  const path = "/workers/scripts/api/secrets";
  const put = (name: string, text: string) => callApi(api, path, { name, text, type: "secret_text" }, "PUT");
  const remove = (name: string) => callApi(api, `${path}/${name}`, undefined, "DELETE");
  const names = async () =>
    (await callApi<readonly { readonly name: string }[]>(api, path)).result.map(({ name }) => name);
  const env = async () => Object(await (await fetch(workersDev(cloudflare))).json());
  const upload = (more: Readonly<Record<string, unknown>>) => cloudflare.update(script, scriptInputs(code, more));

  it("can be set, changed and deleted, and are seen by the Worker at once", async () => {
    assert.deepEqual((await put("LATER", "one")).result, { name: "LATER", type: "secret_text" });
    assert.deepEqual(await env(), { GREETING: "hello", LATER: "one", MANAGED: "of the program" });

    await put("MANAGED", "of the command");
    assert.equal((await env()).MANAGED, "of the command");

    assert.deepEqual(await remove("LATER"), {
      ...{ status: 200, success: true, errors: [], messages: [] },
      result: null,
    });
    assert.deepEqual(await env(), { GREETING: "hello", MANAGED: "of the command" });
  });

  // https://developers.cloudflare.com/fundamentals/api/reference/limits/
  it("are refused by the API when it is called too often, and not by a queue", async () => {
    cloudflare.simulator.faults.follow({ seed: "any", shares: { throttled: 1, lost: 0, doubled: 0 } });
    const { status, errors } = await put("LATER", "one");
    cloudflare.simulator.faults.follow(undefined);

    assert.deepEqual([status, errors[0]?.code], [429, 971]);
    assert.deepEqual(await names(), ["MANAGED"]);
  });

  it("are listed by name, and never shown", async () => {
    await put("LATER", "s3cret");
    const answers = [await callApi(api, path), await callApi(api, `${path}/LATER`)];

    assert.deepEqual(
      answers.map(({ result }) => result),
      [
        [
          { name: "MANAGED", type: "secret_text" },
          { name: "LATER", type: "secret_text" },
        ],
        { name: "LATER", type: "secret_text" },
      ],
    );
  });

  // https://developers.cloudflare.com/workers/configuration/multipart-upload-metadata/
  it("keeps what was set since in an upload that says so, and in no other", async () => {
    await put("LATER", "one");
    await put("GONE", "two");
    await put("MANAGED", "of the command");

    await upload({ bindings: [managed, { ...greeting, name: "GONE" }], keepBindings: ["secret_text"] });
    assert.deepEqual(await env(), { LATER: "one", MANAGED: "of the program", GONE: "hello" });
    assert.deepEqual(await names(), ["LATER", "MANAGED"]);
    await upload({ keepBindings: ["secret_text"] });
    assert.deepEqual(await env(), { LATER: "one", MANAGED: "of the program" });

    await upload({ bindings: [greeting] });
    assert.deepEqual([await env(), await names()], [{ GREETING: "hello" }, []]);
  });

  it("are there when the simulator starts again, and go with the Worker", async () => {
    await put("LATER", "one");
    await cloudflare.stop();
    cloudflare = await openCloudflare({ data, basePort: 0 });
    api = await apiOf(cloudflare);
    assert.equal((await env()).LATER, "one");

    await cloudflare.remove(script);
    assert.equal((await callApi(api, path)).errors[0]?.code, 10_007);
    script = await cloudflare.create(script.type, "api", scriptInputs(code, { keepBindings: ["secret_text"] }));
    assert.deepEqual(await names(), []);
  });

  it("are refused with the reason", async () => {
    const { name: taken } = greeting;
    const answers = [
      await put(taken, "one"),
      await put("LARGE", "x".repeat(5 * 1_024 + 1)),
      await callApi(api, path, { name: "NONE", type: "secret_text" }, "PUT"),
      await remove("NONE"),
      await callApi(api, `${path}/NONE`),
      await callApi(api, "/workers/scripts/other/secrets", { name: "A", text: "b", type: "secret_text" }, "PUT"),
    ];

    assert.deepEqual(
      answers.map(({ status, errors }) => [status, errors[0]?.code]),
      [
        [400, 10_053],
        [400, 10_054],
        [400, 10_026],
        [404, 10_056],
        [404, 10_056],
        [404, 10_007],
      ],
    );
    assert.deepEqual(await names(), ["MANAGED"]);
  });
});
