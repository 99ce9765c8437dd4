import assert from "node:assert/strict";
import { CloudError } from "../../../kit/simulator/contract.ts";
import { createFakeCloud, type FakeCloud, thing, urnOf } from "../support/fake-cloud.ts";

describe("a simulated provider", () => {
  let cloud: FakeCloud;
  afterEach(() => cloud.world.end());
  const create = (name: string, provider = cloud.configure(), size = 1) =>
    provider.create({ urn: urnOf(name), news: { name, size }, preview: false });
  const update = (name: string, size: number, preview = false) =>
    cloud.configure().update({
      urn: urnOf(name),
      id: `id-${name}`,
      olds: { name, size: 1, mode: "fast", address: `${name}.vendor.example` },
      news: { name, size },
      preview,
    });

  it("creates a resource, stores it and makes it work", async () => {
    cloud = createFakeCloud();

    const created = await create("a");

    assert.deepEqual(created, { id: "id-a", outputs: { name: "a", size: 1, address: "a.vendor.example" } });
    assert.deepEqual(cloud.world.store.all(), [
      {
        type: thing.token,
        id: "id-a",
        scope: { account: "1", region: "north" },
        inputs: { name: "a", size: 1 },
        outputs: { name: "a", size: 1, address: "a.vendor.example" },
      },
    ]);
    assert.deepEqual(cloud.events, ["apply id-a"]);
  });

  it("answers inputs in a preview, with what only a deployment brings as unknown, and stores nothing", async () => {
    cloud = createFakeCloud();

    const created = await cloud.configure().create({ urn: urnOf("a"), news: { name: "a", size: 1 }, preview: true });

    assert.deepEqual(created, {
      id: "",
      outputs: { address: "04da6b54-80e4-46f7-96ec-b56ff0331ba9", name: "a", size: 1 },
    });
    assert.deepEqual(cloud.world.store.all(), []);
  });

  it("refuses an id that exists, but not in another region", async () => {
    cloud = createFakeCloud();
    await create("a");

    await assert.rejects(create("a"), {
      code: "AlreadyExists",
      status: 409,
      message: /already exists in account 1, north/,
    });
    await create("a", cloud.configure({ region: "south" }));
    assert.equal(cloud.world.store.all().length, 2);
  });

  it("only records when it is not live", async () => {
    cloud = createFakeCloud({}, false);

    await create("a");

    assert.deepEqual([cloud.events, cloud.world.store.all().length], [[], 1]);
  });

  it("updates in place under the same id", async () => {
    cloud = createFakeCloud();
    await create("a");

    const { outputs } = await update("a", 2);

    assert.deepEqual(outputs, { name: "a", size: 2, address: "a.vendor.example" });
    assert.deepEqual(cloud.world.store.get(thing.token, "id-a")?.inputs, { name: "a", size: 2 });
    assert.deepEqual(cloud.events, ["apply id-a", "apply id-a"]);
  });

  it("hands the old resource to a type that updates itself", async () => {
    cloud = createFakeCloud({ outputs: ({ old }) => ({ before: old?.inputs.size }) });
    await create("a");

    assert.deepEqual((await update("a", 2)).outputs, { name: "a", size: 2, before: 1 });
  });

  it("previews an update: computed properties stay, inputs that are gone go, nothing is stored", async () => {
    cloud = createFakeCloud();
    await create("a");

    const { outputs } = await update("a", 2, true);

    assert.deepEqual(outputs, { name: "a", size: 2, address: "a.vendor.example" });
    assert.deepEqual(cloud.world.store.get(thing.token, "id-a")?.inputs, { name: "a", size: 1 });
  });

  it("refuses to update what is gone", async () => {
    cloud = createFakeCloud();

    await assert.rejects(update("a", 2), { code: "NotFound", status: 404 });
  });

  it("leaves nothing behind when a new resource cannot be made to work", async () => {
    cloud = createFakeCloud({ apply: () => Promise.reject(new Error("the port is in use")) });

    await assert.rejects(create("a"), /the port is in use/);

    assert.deepEqual(cloud.world.store.all(), []);
    assert.deepEqual(cloud.events, ["remove id-a"]);
  });

  it("goes back to what worked when an update cannot be made to work", async () => {
    const applied: unknown[] = [];
    cloud = createFakeCloud({
      apply({ inputs }) {
        applied.push(inputs.size);
        if (inputs.size === 2) throw new Error("too large");
      },
    });
    await create("a");

    await assert.rejects(update("a", 2), /too large/);

    assert.deepEqual(applied, [1, 2, 1]);
    assert.deepEqual(cloud.world.store.get(thing.token, "id-a")?.inputs, { name: "a", size: 1 });
  });

  it("deletes, and takes what is gone for deleted", async () => {
    cloud = createFakeCloud();
    await create("a");
    const gone = { urn: urnOf("a"), id: "id-a", olds: {} };

    await cloud.configure().delete(gone);
    await cloud.configure().delete(gone);

    assert.deepEqual(cloud.world.store.all(), []);
    assert.deepEqual(cloud.events, ["apply id-a", "remove id-a"]);
  });

  it("keeps a resource that the cloud refuses to delete", async () => {
    cloud = createFakeCloud({
      remove() {
        throw new CloudError("BucketNotEmpty", "The bucket is not empty.", 409);
      },
    });
    await create("a");

    await assert.rejects(cloud.configure().delete({ urn: urnOf("a"), id: "id-a", olds: {} }), {
      code: "BucketNotEmpty",
    });
    assert.equal(cloud.world.store.all().length, 1);
  });

  it("reads what is deployed, so that a refresh sees a drift and an import finds inputs", async () => {
    cloud = createFakeCloud();
    await create("a");
    await update("a", 7);

    const found = await cloud.configure().read({ urn: urnOf("a"), id: "id-a", inputs: { name: "a", size: 1 } });

    assert.deepEqual(found?.inputs, { name: "a", size: 7 });
    assert.deepEqual(found?.outputs, { name: "a", size: 7, address: "a.vendor.example" });
    assert.equal(await cloud.configure().read({ urn: urnOf("b"), id: "id-b", inputs: {} }), undefined);
  });

  it("finds what has exactly the inputs when there is no id, in its own region", async () => {
    cloud = createFakeCloud();
    await create("a");
    const request = { urn: urnOf("a"), id: "", inputs: { name: "a", size: 1 } };

    const found = await cloud.configure().read(request);

    assert.equal(found?.id, "id-a");
    assert.equal(await cloud.configure().read({ ...request, inputs: { name: "a", size: 2 } }), undefined);
    assert.equal(await cloud.configure({ region: "south" }).read(request), undefined);
  });

  it("stores nothing of a type that has no place but the engine's state", async () => {
    cloud = createFakeCloud({ stateless: true });
    const olds = { name: "a", size: 1, address: "x" };

    await create("a");
    await create("a");

    assert.deepEqual(cloud.world.store.all(), []);
    const read = await cloud.configure().read({ urn: urnOf("a"), id: "id-a", inputs: { size: 1 }, olds });
    assert.deepEqual(read, { id: "id-a", inputs: { size: 1 }, outputs: olds });
  });

  it("calls functions in its own region, and refuses those it does not have", async () => {
    cloud = createFakeCloud();
    const provider = cloud.configure({ region: "south" });

    const { outputs } = await provider.invoke({ token: "aws:test/where:where", args: { name: "a" } });

    assert.deepEqual(outputs, { name: "a", region: "south" });
    await assert.rejects(provider.invoke({ token: "aws:test/who:who", args: {} }), { code: "SimulatorLimit" });
    await assert.rejects(provider.invoke({ token: "constructor", args: {} }), { code: "SimulatorLimit" });
  });

  it("refuses types that are not simulated", async () => {
    cloud = createFakeCloud();
    const urn = "urn:pulumi:dev::project::aws:rds/cluster:Cluster::db";

    await assert.rejects(cloud.configure().check({ urn, olds: undefined, news: {} }), {
      code: "SimulatorLimit",
      message:
        'The simulator does not have the resource type aws:rds/cluster:Cluster of "db". A real `pulumi up` deploys it as it is.',
    });
  });
});
