import { createRequire } from "node:module";
import grpc from "@grpc/grpc-js";
import services from "@pulumi/pulumi/proto/analyzer_grpc_pb.js";
import analyzer from "@pulumi/pulumi/proto/analyzer_pb.js";
import empty from "google-protobuf/google/protobuf/empty_pb.js";
import structs, { type JavaScriptValue } from "google-protobuf/google/protobuf/struct_pb.js";
import { type Command, startCommand } from "../../support/command.ts";

const runner = createRequire(import.meta.url).resolve("@pulumi/pulumi/cmd/run-policy-pack");

/** Starts the pack in a folder, as Pulumi's language host does. It prints its port. */
export const startPack = (folder: string, env: NodeJS.ProcessEnv = {}): Command =>
  startCommand(process.execPath, [runner, "127.0.0.1:0", "."], { cwd: folder, env });

type Reply<Response> = (error: Error | null, response: Response) => void;

const answer = <Response>(call: (reply: Reply<Response>) => void): Promise<Response> =>
  new Promise((resolve, reject) => call((error, response) => (error ? reject(error) : resolve(response))));

/** The levels and properties of policies, by their names. */
export type Configuration = Readonly<
  Record<
    string,
    {
      readonly level: keyof typeof analyzer.EnforcementLevel;
      readonly properties: Record<string, JavaScriptValue>;
    }
  >
>;

function configureRequest(configuration: Configuration) {
  const request = new analyzer.ConfigureAnalyzerRequest();
  for (const [name, { level, properties }] of Object.entries(configuration)) {
    const config = new analyzer.PolicyConfig();
    config.setEnforcementlevel(analyzer.EnforcementLevel[level]);
    config.setProperties(structs.Struct.fromJavaScript(properties));
    request.getPolicyconfigMap().set(name, config);
  }
  return request;
}

function tagRequest(tags: Readonly<Record<string, string>>) {
  const request = new analyzer.AnalyzerStackConfigureRequest();
  for (const [name, value] of Object.entries(tags)) request.getTagsMap().set(name, value);
  return request;
}

/** A pack that runs, as the engine speaks to it. It is ended at the end of its scope. */
export interface ServedPack extends AsyncDisposable {
  info(): Promise<analyzer.AnalyzerInfo>;
  configure(configuration: Configuration): Promise<unknown>;
  /** Tells it the stack's tags. */
  configureStack(tags: Readonly<Record<string, string>>): Promise<unknown>;
  analyze(request: analyzer.AnalyzeRequest): Promise<analyzer.AnalyzeResponse>;
  analyzeStack(request: analyzer.AnalyzeStackRequest): Promise<analyzer.AnalyzeResponse>;
  remediate(request: analyzer.AnalyzeRequest): Promise<analyzer.RemediateResponse>;
}

/** Starts the pack in a folder, and speaks to it when it listens. */
export async function servePack(folder: string, env: NodeJS.ProcessEnv = {}): Promise<ServedPack> {
  const pack = startPack(folder, env);
  await pack.until(/^\d+$/m);
  const client = new services.AnalyzerClient(`127.0.0.1:${pack.text().trim()}`, grpc.credentials.createInsecure());
  return {
    info: () => answer((reply) => client.getAnalyzerInfo(new empty.Empty(), reply)),
    configure: (configuration) => answer((reply) => client.configure(configureRequest(configuration), reply)),
    configureStack: (tags) => answer((reply) => client.configureStack(tagRequest(tags), reply)),
    analyze: (request) => answer((reply) => client.analyze(request, reply)),
    analyzeStack: (request) => answer((reply) => client.analyzeStack(request, reply)),
    remediate: (request) => answer((reply) => client.remediate(request, reply)),
    async [Symbol.asyncDispose]() {
      client.close();
      pack.process.kill();
      await pack.finished;
    },
  };
}
