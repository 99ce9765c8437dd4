import assert from "node:assert/strict";
import { CloudError, type ResourceType } from "../../../kit/simulator/contract.ts";
import { replaceCode } from "../../../kit/simulator/control/resources/replace-code.ts";
import { createFakeCloud, type FakeCloud, thing, urnOf } from "../support/fake-cloud.ts";

const toThing = {
  find: (id, _request, { store }) => (id === "there" ? true : store.get(thing.token, id)),
  missing: (id) => new CloudError("NoSuchThing", `There is no ${id}.`, 404),
} satisfies NonNullable<ResourceType["refers"]>[string];

describe("what the control plane does for every type", () => {
  let cloud: FakeCloud;
  afterEach(() => cloud.world.end());

  const open = (changes: Partial<ResourceType>) => {
    cloud = createFakeCloud(changes);
    const provider = cloud.configure();
    return {
      create: (name: string, news: object = {}) =>
        provider.create({ urn: urnOf(name), news: { name, size: 1, ...news }, preview: false }),
      update: (name: string, news: object = {}) =>
        provider.update({
          urn: urnOf(name),
          id: `id-${name}`,
          olds: {},
          news: { name, size: 2, ...news },
          preview: false,
        }),
      remove: (name: string) => provider.delete({ urn: urnOf(name), id: `id-${name}`, olds: {} }),
    };
  };

  it("refuses what refers to nothing, for each value of a list, and says it in the cloud's words", async () => {
    const { create, update } = open({ refers: { "list.of": toThing } });
    await create("a");

    await create("b", { list: [{ of: "id-a" }, { of: "there" }] });
    const missing = { code: "NoSuchThing", message: "There is no id-z.", status: 404 };
    await assert.rejects(create("c", { list: [{ of: "id-a" }, { of: "id-z" }] }), missing);
    await assert.rejects(update("b", { list: [{ of: "id-z" }] }), missing);

    assert.deepEqual(
      cloud.world.store.all().map(({ id }) => id),
      ["id-a", "id-b"],
    );
  });

  it("gives a type what it refers to, also for the id", async () => {
    const { create } = open({
      refers: { note: toThing },
      id: ({ inputs, found }) =>
        inputs.note === undefined ? `id-${inputs.name}` : `${found("note").id}/${inputs.name}`,
      outputs: ({ inputs, found }) => ({ of: inputs.note && found("note").inputs.name }),
    });
    await create("a");

    const { id, outputs } = await create("b", { note: "id-a" });

    assert.deepEqual([id, outputs.of], ["id-a/b", "a"]);
    await assert.rejects(create("c", { note: "there" }), /note of this .* names no deployed resource/);
  });

  it("makes outputs once, and keeps them through updates", async () => {
    let made = 0;
    const { create, update } = open({
      once: { key: () => `key ${++made}` },
      outputs: ({ once }) => ({ lock: once.key }),
    });

    const { outputs: first } = await create("a");
    const { outputs: second } = await update("a");

    assert.deepEqual([first.key, first.lock, second.key, second.lock, made], ["key 1", "key 1", "key 1", "key 1", 1]);
  });

  it("answers defaults where the inputs say nothing, and computed outputs over both", async () => {
    const { create } = open({ defaults: { size: 9, mode: "fast", list: [] }, outputs: () => ({ list: ["computed"] }) });

    const { outputs } = await create("a", { mode: null });

    assert.deepEqual(outputs, { name: "a", size: 1, mode: "fast", list: ["computed"] });
  });

  it("refuses a second resource with the same id before the type does anything", async () => {
    let taken = 0;
    const { create } = open({
      taken: ({ id }) => new CloudError("ThingExists", `There is a ${id}.`, 409),
      outputs: () => ({ count: ++taken }),
    });
    await create("a");

    await assert.rejects(create("a"), { code: "ThingExists", message: "There is a id-a." });

    assert.equal(taken, 1);
  });

  it("refuses what another resource has, in a create and in an update, and not a resource's own", async () => {
    const { create, update } = open({
      unique: [
        {
          key: ({ inputs }) => (typeof inputs.note === "string" ? inputs.note : undefined),
          taken: ({ inputs }, { id }) => new CloudError("NoteTaken", `${id} has the note ${inputs.note}.`, 409),
        },
      ],
    });
    await create("a", { note: "one" });
    await create("b");
    await create("c");

    await assert.rejects(create("d", { note: "one" }), { code: "NoteTaken", message: "id-a has the note one." });
    await assert.rejects(update("b", { note: "one" }), { code: "NoteTaken" });
    await update("a", { note: "one" });
  });

  it("asks a type's own check in a create and in an update", async () => {
    const { create, update } = open({
      check({ inputs, old }) {
        if (inputs.note === "no") throw new CloudError("Refused", old === undefined ? "create" : "update");
      },
    });
    await create("a");

    await assert.rejects(create("b", { note: "no" }), { message: "create" });
    await assert.rejects(update("a", { note: "no" }), { message: "update" });
  });

  it("deletes what is inside together with it, the newest first", async () => {
    const { create, remove } = open({
      inside: ({ id }, { store }) => store.find(thing.token, ({ inputs }) => inputs.note === id),
    });
    await create("a");
    await create("b", { note: "id-a" });
    await create("c", { note: "id-a" });
    await create("d");

    await remove("a");

    assert.deepEqual(cloud.events.slice(-3), ["remove id-c", "remove id-b", "remove id-a"]);
    assert.deepEqual(
      cloud.world.store.all().map(({ id }) => id),
      ["id-d"],
    );
  });

  it("leaves everything when a removal is refused, and what was not undone when it fails", async () => {
    const { create, remove } = open({
      checkRemoval({ id }) {
        if (id === "id-b") throw new CloudError("NotEmpty", "It is not empty.");
      },
      inside: ({ id }, { store }) => store.find(thing.token, ({ inputs }) => inputs.note === id),
      remove({ id }) {
        if (id === "id-a") throw new Error("the port is in use");
      },
    });
    await create("a");
    await create("b", { note: "id-a" });

    await assert.rejects(remove("b"), { code: "NotEmpty" });
    assert.equal(cloud.world.store.all().length, 2);
    await assert.rejects(remove("a"), /the port is in use/);

    assert.deepEqual(
      cloud.world.store.all().map(({ id }) => id),
      ["id-a"],
    );
  });

  it("replaces code wherever it runs", async () => {
    const running = new Map([
      ["id-a", "old"],
      ["id-b", "other"],
      ["id-c", "old"],
    ]);
    const { create } = open({
      code: { of: ({ id }) => running.get(id), replace: ({ id }, hash) => void running.set(id, hash) },
    });
    for (const name of ["a", "b", "c"]) await create(name);

    const count = await replaceCode("old", "new", cloud.services, cloud.world);

    assert.deepEqual([count, [...running.values()]], [2, ["new", "other", "new"]]);
  });
});
