/**
 * The language host for Node: the process that the Pulumi CLI starts to run Node programs. It serves the LanguageRuntime gRPC
 * service, prints its port, and waits for calls.
 *
 * The official distribution of Pulumi includes its own; this one is for machines where `../build.ts` has built the CLI.
 * It must be plain JavaScript, since the CLI starts it without our settings.
 * https://github.com/pulumi/pulumi/blob/master/proto/pulumi/language.proto
 */

import { enableCompileCache } from "node:module";
import grpc from "@grpc/grpc-js";
import languageService from "@pulumi/pulumi/proto/language_grpc_pb.js";
import language from "@pulumi/pulumi/proto/language_pb.js";
import plugin from "@pulumi/pulumi/proto/plugin_pb.js";
import { stopChildren } from "./children.js";
import { getProgramDependencies, getRequiredPackages, installDependencies } from "./dependencies.js";
import { fill, grpcLimits, toStatus } from "./messages.js";
import { hostSettings, packageManager } from "./options.js";
import { runPlugin } from "./run-plugin.js";
import { runProgram } from "./run-program.js";

// Loading the SDK takes most of a small preview's time.
enableCompileCache(hostSettings.compileCache);

// Flags come first, the engine's address last.
let engineAddress = process.argv.length > 2 ? process.argv.at(-1) : "";

/** Called, in place of the argument, when the CLI attaches to a running host (PULUMI_DEBUG_LANGUAGES). */
function handshake(call) {
  engineAddress = call.request.getEngineAddress();
  return new language.LanguageHandshakeResponse();
}

function about(call) {
  const response = fill(new language.AboutResponse(), { executable: process.execPath, version: process.version });
  response.getMetadataMap().set("packagemanager", packageManager(call.request.getInfo()));
  return response;
}

const unary = {
  about,
  getPluginInfo: () => fill(new plugin.PluginInfo(), { version: hostSettings.version }),
  getProgramDependencies,
  getRequiredPackages,
  handshake,
  run: (call) => runProgram(call, engineAddress),
};

const streaming = { installDependencies, runPlugin };

/** A call with a single response. */
function answer(handle) {
  return async (call, reply) => {
    try {
      reply(null, await handle(call));
    } catch (error) {
      reply(toStatus(error));
    }
  };
}

/** A call with a stream of responses. */
function stream(handle) {
  return async (call) => {
    try {
      await handle(call);
      call.end();
    } catch (error) {
      call.emit("error", toStatus(error));
    }
  };
}

function mapValues(table, wrap) {
  return Object.fromEntries(Object.entries(table).map(([name, handle]) => [name, wrap(handle)]));
}

const server = new grpc.Server(grpcLimits);
// Methods that are not listed answer UNIMPLEMENTED, which the CLI handles.
server.addService(languageService.LanguageRuntimeService, {
  ...mapValues(unary, answer),
  ...mapValues(streaming, stream),
});
server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => {
  if (error) throw error;
  console.log(String(port));
});

process.on("exit", stopChildren);
// The CLI holds our standard input open: its end means that the CLI is gone.
process.stdin.on("end", () => process.exit()).resume();
