import assert from "node:assert/strict";
import { promisify } from "node:util";
import { credentials } from "@grpc/grpc-js";
import plugins from "@pulumi/pulumi/proto/plugin_pb.js";
import services from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import messages from "@pulumi/pulumi/proto/provider_pb.js";
import empties from "google-protobuf/google/protobuf/empty_pb.js";
import structs from "google-protobuf/google/protobuf/struct_pb.js";
import { checkConfiguration } from "../../../kit/simulator/control/check/configuration.ts";
import { type Front, openFront } from "../../../kit/simulator/control/grpc/index.ts";
import { createFakeCloud, type FakeCloud, urnOf } from "../support/fake-cloud.ts";

type Json = Record<string, structs.JavaScriptValue>;
const struct = (properties: Json) => structs.Struct.fromJavaScript(properties);
const urn = urnOf("a");

/** One connection of an engine, as promises. */
function connect(port: number) {
  const client = new services.ResourceProviderClient(`127.0.0.1:${port}`, credentials.createInsecure(), {
    // Clients of one process share a connection otherwise, as those of different engines cannot.
    "grpc.use_local_subchannel_pool": 1,
  });
  return {
    close: () => client.close(),
    attach: promisify<plugins.PluginAttach, empties.Empty>(client.attach.bind(client)),
    cancel: promisify<empties.Empty, empties.Empty>(client.cancel.bind(client)),
    getPluginInfo: promisify<empties.Empty, plugins.PluginInfo>(client.getPluginInfo.bind(client)),
    getSchema: promisify<messages.GetSchemaRequest, messages.GetSchemaResponse>(client.getSchema.bind(client)),
    checkConfig: promisify<messages.CheckRequest, messages.CheckResponse>(client.checkConfig.bind(client)),
    diffConfig: promisify<messages.DiffRequest, messages.DiffResponse>(client.diffConfig.bind(client)),
    configure: promisify<messages.ConfigureRequest, messages.ConfigureResponse>(client.configure.bind(client)),
    check: promisify<messages.CheckRequest, messages.CheckResponse>(client.check.bind(client)),
    diff: promisify<messages.DiffRequest, messages.DiffResponse>(client.diff.bind(client)),
    create: promisify<messages.CreateRequest, messages.CreateResponse>(client.create.bind(client)),
    read: promisify<messages.ReadRequest, messages.ReadResponse>(client.read.bind(client)),
    update: promisify<messages.UpdateRequest, messages.UpdateResponse>(client.update.bind(client)),
    delete: promisify<messages.DeleteRequest, empties.Empty>(client.delete.bind(client)),
    invoke: promisify<messages.InvokeRequest, messages.InvokeResponse>(client.invoke.bind(client)),
  };
}

describe("the gRPC front", () => {
  let cloud: FakeCloud;
  let front: Front;
  const connections: ReturnType<typeof connect>[] = [];
  const open = () => {
    const connection = connect(front.port);
    connections.push(connection);
    return connection;
  };
  const openConfigured = async (region = "north") => {
    const connection = open();
    await connection.configure(new messages.ConfigureRequest().setArgs(struct({ region })));
    return connection;
  };
  const create = (connection: ReturnType<typeof connect>, properties: Json, preview = false) =>
    connection.create(new messages.CreateRequest().setUrn(urn).setProperties(struct(properties)).setPreview(preview));

  beforeEach(async () => {
    cloud = createFakeCloud();
    front = await openFront({
      version: () => "1.2.3",
      check: async (configuration) => checkConfiguration(configuration, cloud.services, cloud.context),
      configure: async (configuration) => cloud.configure({ region: String(configuration.region) }),
      services: async () => cloud.services,
    });
  });
  afterEach(async () => {
    for (const connection of connections.splice(0)) connection.close();
    front.close();
    await cloud.world.end();
  });

  it("answers what is wrong with a configuration, before anything is deployed", async () => {
    const failuresOf = async (configuration: Json): Promise<readonly string[]> => {
      const response = await open().checkConfig(new messages.CheckRequest().setNews(struct(configuration)));
      return response.getFailuresList().map((failure) => `${failure.getProperty()} ${failure.getReason()}`);
    };

    assert.deepEqual(await failuresOf({ regoin: "north" }), ['regoin is not a property here. Did you mean "region"?']);
    assert.match(
      String(await failuresOf({ secretive: "x" })),
      /^secretive SimulatorLimit: the simulator does not know/,
    );
    assert.deepEqual(
      await failuresOf({ region: "north", retries: "3", network: '{"zone":"a"}', version: "1.0.0" }),
      [],
    );
  });

  it("lets an engine attach, and stays when the engine cancels", async () => {
    const connection = open();
    await connection.attach(new plugins.PluginAttach());
    await connection.cancel(new empties.Empty());

    const info = await connection.getPluginInfo(new empties.Empty());

    assert.equal(info.getVersion(), "1.2.3");
  });

  it("asks for previews and for the stack's autonaming, and for no secrets", async () => {
    const answer = await open().configure(new messages.ConfigureRequest().setArgs(struct({ region: "north" })));

    assert.deepEqual(answer.toObject(), {
      acceptsecrets: false,
      supportspreview: true,
      acceptresources: false,
      acceptoutputs: false,
      supportsAutonamingConfiguration: true,
    });
  });

  it("takes each connection for a provider of its own", async () => {
    const [north, south] = [await openConfigured("north"), await openConfigured("south")];

    await create(north, { name: "a", size: 1 });
    await create(south, { name: "a", size: 2 });

    assert.deepEqual(
      cloud.world.store.all().map(({ scope, inputs }) => [scope.region, inputs.size]),
      [
        ["north", 1],
        ["south", 2],
      ],
    );
  });

  it("refuses to work before it is configured", async () => {
    await assert.rejects(create(open(), {}), { code: 2, details: /NotConfigured: The provider was asked before/ });
  });

  it("checks with the engine's seed and autonaming", async () => {
    const connection = await openConfigured();
    const request = () => new messages.CheckRequest().setUrn(urn).setNews(struct({ size: 1 }));
    const { Mode } = messages.CheckRequest.AutonamingOptions;
    const autonaming = new messages.CheckRequest.AutonamingOptions().setProposedName("enforced").setMode(Mode.ENFORCE);
    const nameOf = (response: messages.CheckResponse) => response.getInputs()?.toJavaScript().name;

    const seeded = [
      await connection.check(request().setRandomseed(new Uint8Array([7]))),
      await connection.check(request().setRandomseed(new Uint8Array([7]))),
    ].map(nameOf);
    const enforced = await connection.check(request().setAutonaming(autonaming));
    const kept = await connection.check(request().setOlds(struct({ name: "as-before" })));

    assert.match(String(seeded[0]), /^a-[0-9a-f]{7}$/);
    assert.equal(seeded[0], seeded[1]);
    assert.deepEqual([nameOf(enforced), nameOf(kept)], ["enforced", "as-before"]);
  });

  it("reports what a check finds, by property", async () => {
    const connection = await openConfigured();

    const answer = await connection.check(new messages.CheckRequest().setUrn(urn).setNews(struct({ sise: 1 })));

    assert.deepEqual(
      answer.getFailuresList().map((failure) => [failure.getProperty(), failure.getReason()]),
      [
        ["sise", 'is not a property here. Did you mean "size"?'],
        ["size", "is required."],
      ],
    );
  });

  it("answers a diff with replacements and detailed paths", async () => {
    const connection = await openConfigured();
    const request = new messages.DiffRequest()
      .setUrn(urn)
      .setOldInputs(struct({ name: "a", size: 1, tags: { a: "1" } }))
      .setNews(struct({ name: "b", size: 1, tags: { b: "1" } }));

    const answer = (await connection.diff(request)).toObject();
    const same = await connection.diff(request.setNews(request.getOldInputs()));

    const { Kind } = messages.PropertyDiff;
    const { DIFF_NONE, DIFF_SOME } = messages.DiffResponse.DiffChanges;
    assert.deepEqual([answer.changes, answer.diffsList, answer.replacesList], [DIFF_SOME, ["name", "tags"], ["name"]]);
    assert.deepEqual(answer.detaileddiffMap, [
      ["name", { kind: Kind.UPDATE_REPLACE, inputdiff: true }],
      ["tags.a", { kind: Kind.DELETE, inputdiff: true }],
      ["tags.b", { kind: Kind.ADD, inputdiff: true }],
    ]);
    assert.equal(same.getChanges(), DIFF_NONE);
  });

  it("creates, reads, updates and deletes", async () => {
    const connection = await openConfigured();

    const preview = await create(connection, { name: "a", size: 1 }, true);
    const created = await create(connection, { name: "a", size: 1 });
    const updated = await connection.update(
      new messages.UpdateRequest()
        .setUrn(urn)
        .setId("id-a")
        .setNews(struct({ name: "a", size: 2 })),
    );
    const read = await connection.read(new messages.ReadRequest().setUrn(urn).setId("id-a"));
    await connection.delete(new messages.DeleteRequest().setUrn(urn).setId("id-a"));
    const gone = await connection.read(new messages.ReadRequest().setUrn(urn).setId("id-a"));

    assert.deepEqual([preview.getId(), created.getId(), read.getId(), gone.getId()], ["", "id-a", "id-a", ""]);
    assert.deepEqual(created.getProperties()?.toJavaScript(), { name: "a", size: 1, address: "a.vendor.example" });
    assert.deepEqual(updated.getProperties()?.toJavaScript(), { name: "a", size: 2, address: "a.vendor.example" });
    assert.deepEqual(read.getInputs()?.toJavaScript(), { name: "a", size: 2 });
  });

  it("calls functions", async () => {
    const connection = await openConfigured("south");

    const answer = await connection.invoke(
      new messages.InvokeRequest().setTok("aws:test/where:where").setArgs(struct({ name: "a" })),
    );

    assert.deepEqual(answer.getReturn()?.toJavaScript(), { name: "a", region: "south" });
  });

  it("reports a refusal in the cloud's words", async () => {
    const connection = await openConfigured();
    await create(connection, { name: "a", size: 1 });

    await assert.rejects(create(connection, { name: "a", size: 1 }), {
      details: 'AlreadyExists: aws:test/thing:Thing "id-a" already exists in account 1, north.',
    });
  });

  it("replaces a provider that works elsewhere, and only that", async () => {
    const connection = open();
    const diff = (news: Json) =>
      connection.diffConfig(
        new messages.DiffRequest().setOlds(struct({ region: "north", skip: "true" })).setNews(struct(news)),
      );

    const [moved, changed] = [await diff({ region: "south", skip: "true" }), await diff({ region: "north" })];

    assert.deepEqual([moved.getDiffsList(), moved.getReplacesList()], [["region"], ["region"]]);
    assert.deepEqual([changed.getDiffsList(), changed.getReplacesList()], [["skip"], []]);
  });

  it("gives a configuration back as it is", async () => {
    const answer = await open().checkConfig(new messages.CheckRequest().setNews(struct({ region: "north" })));

    assert.deepEqual(answer.getInputs()?.toJavaScript(), { region: "north" });
  });

  it("says that it does not have what it does not have", async () => {
    await assert.rejects(open().getSchema(new messages.GetSchemaRequest()), { code: 12 });
  });
});
