import assert from "node:assert/strict";
import { resolve } from "node:path";
import { Server, ServerCredentials, type ServerUnaryCall, type sendUnaryData, status } from "@grpc/grpc-js";
import providerService from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import provider, {
  type ConfigureRequest,
  type CreateRequest,
  type DiffRequest,
} from "@pulumi/pulumi/proto/provider_pb.js";
import struct from "google-protobuf/google/protobuf/struct_pb.js";
import { GrpcProviders } from "../../kit/engine/index.ts";

type Handler<Request, Response> = (call: ServerUnaryCall<Request, Response>, reply: sendUnaryData<Response>) => void;

/** A provider's server that notes what it hears, and from whom. */
class TestServer {
  readonly heard: { readonly peer: string; readonly message: unknown }[] = [];
  readonly #server = new Server();

  async start(): Promise<number> {
    const configure: Handler<ConfigureRequest, object> = (call, reply) => {
      this.#note(call, call.request.getArgs()?.toJavaScript());
      reply(null, new provider.ConfigureResponse());
    };
    const create: Handler<CreateRequest, object> = (call, reply) => {
      this.#note(call, call.request.getProperties()?.toJavaScript());
      const { name } = call.request.getProperties()?.toJavaScript() ?? {};
      if (name === "refused") return reply({ code: status.UNKNOWN, details: "AccessDenied: you may not." });
      reply(null, new provider.CreateResponse().setId("id").setProperties(call.request.getProperties()));
    };
    const diff: Handler<DiffRequest, object> = (call, reply) => {
      const { DIFF_UNKNOWN, DIFF_NONE } = provider.DiffResponse.DiffChanges;
      const changes = call.request.getId() === "leaves it to us" ? DIFF_UNKNOWN : DIFF_NONE;
      reply(null, new provider.DiffResponse().setChanges(changes).setDiffsList(["ignored"]));
    };
    const diffConfig: Handler<DiffRequest, object> = (call, reply) => {
      const { region: before } = call.request.getOldInputs()?.toJavaScript() ?? {};
      const { region: after } = call.request.getNews()?.toJavaScript() ?? {};
      if (before === "nobody knows") return reply({ code: status.UNIMPLEMENTED, details: "not here" });
      reply(null, new provider.DiffResponse().setReplacesList(before === after ? [] : ["region"]));
    };
    const read: Handler<object, object> = (_call, reply) => reply(null, new provider.ReadResponse());
    const invoke: Handler<object, object> = (_call, reply) => {
      const failure = new provider.CheckFailure().setProperty("name").setReason("is refused");
      reply(null, new provider.InvokeResponse().setReturn(new struct.Struct()).setFailuresList([failure]));
    };
    this.#server.addService(providerService.ResourceProviderService, {
      configure,
      create,
      diff,
      diffConfig,
      read,
      invoke,
    });
    return await new Promise((fulfil, reject) => {
      this.#server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) => {
        if (error) reject(error);
        else fulfil(port);
      });
    });
  }

  stop(): void {
    this.#server.forceShutdown();
  }

  #note(call: { getPeer(): string }, message: unknown): void {
    this.heard.push({ peer: call.getPeer(), message });
  }
}

describe("A provider behind gRPC", () => {
  let server: TestServer;
  let providers: GrpcProviders;

  beforeEach(async () => {
    server = new TestServer();
    providers = new GrpcProviders({ aws: await server.start() });
  });

  afterEach(() => {
    providers.close();
    server.stop();
  });

  it("has a connection of its own for each configuration, by which the server knows it", async () => {
    const europe = await providers.configure("aws", { region: "eu-west-1" });
    const america = await providers.configure("aws", { region: "us-east-1" });

    await america.create({ urn: "urn", news: { name: "a" }, preview: false });
    await europe.create({ urn: "urn", news: { name: "e" }, preview: false });

    const [configuredEurope, configuredAmerica, createdInAmerica, createdInEurope] = server.heard;
    assert.deepEqual(configuredEurope?.message, { region: "eu-west-1" });
    assert.notEqual(configuredEurope?.peer, configuredAmerica?.peer);
    assert.equal(createdInAmerica?.peer, configuredAmerica?.peer);
    assert.equal(createdInEurope?.peer, configuredEurope?.peer);
  });

  it("gets full paths, as it works in another folder", async () => {
    const aws = await providers.configure("aws", {});
    const archive = { "4dabf18193072939515e22adb298388d": "0def7320c3a5731c473e5ecbe6d01bc7", path: "./bundle" };

    await aws.create({ urn: "urn", news: { code: archive, path: "./not-an-asset" }, preview: false });

    assert.deepEqual(server.heard.at(-1)?.message, {
      code: { ...archive, path: resolve("bundle") },
      path: "./not-an-asset",
    });
  });

  it("refuses in its own words", async () => {
    const aws = await providers.configure("aws", {});

    await assert.rejects(aws.create({ urn: "urn", news: { name: "refused" }, preview: false }), {
      message: "AccessDenied: you may not.",
    });
  });

  it("compares, or leaves it to the engine", async () => {
    const aws = await providers.configure("aws", {});
    const request = { urn: "urn", oldInputs: { a: 1, b: 1 }, olds: {}, news: { a: 2, b: 1 }, ignoreChanges: [] };

    assert.deepEqual((await aws.diff({ ...request, id: "same" })).changed, []);
    assert.deepEqual((await aws.diff({ ...request, id: "leaves it to us" })).changed, ["a"]);
  });

  it("moves when its server says so, and not when that does not tell", async () => {
    assert.equal(await providers.moves("aws", { region: "a" }, { region: "b" }), true);
    assert.equal(await providers.moves("aws", { region: "a" }, { region: "a" }), false);
    assert.equal(await providers.moves("aws", { region: "nobody knows" }, { region: "b" }), false);
  });

  it("says by an empty id that something does not exist", async () => {
    const aws = await providers.configure("aws", {});

    assert.equal(await aws.read({ urn: "urn", id: "gone", inputs: {} }), undefined);
  });

  it("answers invokes with failures", async () => {
    const aws = await providers.configure("aws", {});

    const { failures } = await aws.invoke({ token: "aws:index/some:some", args: {} });

    assert.deepEqual(failures, [{ property: "name", reason: "is refused" }]);
  });

  it("is missing for a package that nobody serves", async () => {
    await assert.rejects(providers.configure("kubernetes", {}), {
      code: "ERR_ENGINE",
      message: /Package "kubernetes": it has no provider here\. Use resources of aws/,
    });
  });
});
