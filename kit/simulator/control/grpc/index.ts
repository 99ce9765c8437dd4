import { type handleUnaryCall, Server, ServerCredentials, status } from "@grpc/grpc-js";
import services from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import { CloudError } from "../../contract.ts";
import { messageOf, SimulatorError } from "../../errors.ts";
import { type FrontPackage, operations, type Session } from "./provider-service.ts";

export type { FrontPackage } from "./provider-service.ts";

/** A gRPC server that serves one package's providers to the real engine. */
export interface Front {
  readonly port: number;
  close(): void;
}

/** Messages may contain whole archives. The engine has the same limit. */
const largestMessage = 400 * 1024 * 1024;

/**
 * Opens a front on a free port of 127.0.0.1, for `PULUMI_DEBUG_PROVIDERS`.
 *
 * The engine opens a connection for each provider of a program, and identifies the provider only in Configure. So each
 * connection is one provider, and two regions in one program stay apart.
 */
export async function openFront(provider: FrontPackage): Promise<Front> {
  const server = new Server({
    "grpc.max_receive_message_length": largestMessage,
    "grpc.max_send_message_length": largestMessage,
  });
  // gRPC answers methods that are not listed with "unimplemented", which the engine understands.
  const answer = createAnswers(provider);
  server.addService(services.ResourceProviderService, {
    handshake: answer(operations.handshake),
    getPluginInfo: answer(operations.getPluginInfo),
    attach: answer(operations.attach),
    cancel: answer(operations.cancel),
    checkConfig: answer(operations.checkConfig),
    diffConfig: answer(operations.diffConfig),
    configure: answer(operations.configure),
    check: answer(operations.check),
    diff: answer(operations.diff),
    create: answer(operations.create),
    read: answer(operations.read),
    update: answer(operations.update),
    delete: answer(operations.delete),
    invoke: answer(operations.invoke),
  });
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) =>
      error === null ? resolve(bound) : reject(error),
    );
  });
  return { port, close: () => server.forceShutdown() };
}

type Operation<Request, Response> = (request: Request, session: Session, provider: FrontPackage) => Promise<Response>;

/** Calls operations with the session of the calling connection, and turns what they throw into a gRPC status. */
function createAnswers(provider: FrontPackage) {
  const sessions = new Map<string, Session>();
  return <Request, Response>(operation: Operation<Request, Response>): handleUnaryCall<Request, Response> =>
    (call, callback) => {
      const peer = call.getPeer();
      const session = sessions.get(peer) ?? {};
      sessions.set(peer, session);
      operation(call.request, session, provider).then(
        (response) => callback(null, response),
        (error: unknown) => callback({ code: codeOf(error), details: describe(error) }),
      );
    };
}

/** A limit of the simulator has a code of its own, so that an engine can tell it from a refusal. https://grpc.io/docs/guides/status-codes/ */
function codeOf(error: unknown): status {
  return error instanceof CloudError && error.status === 501 ? status.UNIMPLEMENTED : status.UNKNOWN;
}

function describe(error: unknown): string {
  const hasCode = error instanceof CloudError || error instanceof SimulatorError;
  return hasCode ? `${error.code}: ${error.message}` : messageOf(error);
}
