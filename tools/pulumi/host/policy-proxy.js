/**
 * The engine sends a policy pack its stack's settings over gRPC, but the pack's code reads them from the environment
 * when it starts. So this proxy answers the first calls, starts the pack with the right environment, and then passes every call
 * through unchanged.
 * https://github.com/pulumi/pulumi/blob/master/proto/pulumi/analyzer.proto
 */

import { createInterface } from "node:readline";
import grpc from "@grpc/grpc-js";
import analyzerService from "@pulumi/pulumi/proto/analyzer_grpc_pb.js";
import analyzer from "@pulumi/pulumi/proto/analyzer_pb.js";
import { grpcLimits } from "./messages.js";

/** The analyzer's methods, with messages left as bytes. */
const rawService = Object.fromEntries(
  Object.entries(analyzerService.AnalyzerService).map(([name, method]) => {
    const same = (bytes) => bytes;
    const raw = {
      requestSerialize: same,
      requestDeserialize: same,
      responseSerialize: same,
      responseDeserialize: same,
    };
    return [name, { ...method, ...raw }];
  }),
);

const RawClient = grpc.makeGenericClientConstructor(rawService, "Analyzer");

/**
 * Serves the proxy.
 *
 * @param {(environment: Record<string, string>) => import("node:stream").Readable} launch starts the pack, returns its output
 * @param {(bytes: Buffer) => void} print shows what the pack prints
 * @returns {Promise<number>} the port that the engine should talk to
 */
export function servePolicies(launch, print) {
  let pack;
  const forward = async (name, call, reply, environment = {}) => {
    try {
      pack ??= connectToPack(launch(environment), print);
      const client = await pack;
      client[name](call.request, reply);
    } catch (error) {
      reply({ code: grpc.status.UNAVAILABLE, details: error.message });
    }
  };

  const handlers = Object.fromEntries(
    Object.keys(rawService).map((name) => [name, (call, reply) => forward(name, call, reply)]),
  );
  handlers.handshake = (_call, reply) => reply(null, Buffer.alloc(0));
  handlers.configureStack = (call, reply) => forward("configureStack", call, reply, stackEnvironment(call.request));

  const server = new grpc.Server(grpcLimits);
  server.addService(rawService, handlers);
  return new Promise((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => {
      if (error) reject(error);
      else resolve(port);
    });
  });
}

/** The first line that a pack prints is its port. */
function connectToPack(output, print) {
  return new Promise((resolve, reject) => {
    const lines = createInterface({ input: output });
    lines.on("close", () => reject(new Error("The policy pack ended before it was ready.")));
    lines.once("line", (port) => {
      lines.on("line", (line) => print(Buffer.from(`${line}\n`)));
      resolve(new RawClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure(), grpcLimits));
    });
  });
}

/** https://github.com/pulumi/pulumi/blob/master/sdk/nodejs/runtime/state.ts */
function stackEnvironment(bytes) {
  const stack = analyzer.AnalyzerStackConfigureRequest.deserializeBinary(new Uint8Array(bytes));
  return {
    PULUMI_NODEJS_ORGANIZATION: stack.getOrganization(),
    PULUMI_NODEJS_PROJECT: stack.getProject(),
    PULUMI_NODEJS_STACK: stack.getStack(),
    PULUMI_NODEJS_DRY_RUN: String(stack.getDryRun()),
    PULUMI_CONFIG: JSON.stringify(Object.fromEntries(stack.getConfigMap().toArray())),
    PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(stack.getConfigSecretKeysList()),
  };
}
