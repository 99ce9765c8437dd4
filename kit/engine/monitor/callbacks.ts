import { credentials, type ServiceError } from "@grpc/grpc-js";
import callbackService from "@pulumi/pulumi/proto/callback_grpc_pb.js";
import callback, { type Callback } from "@pulumi/pulumi/proto/callback_pb.js";

/** Calls functions that the program has registered by token and serves over gRPC on this machine. */
export class Callbacks {
  readonly #clients = new Map<string, InstanceType<typeof callbackService.CallbacksClient>>();

  /** @throws Error with the message of what the function in the program throws. */
  async call(target: Callback, request: Uint8Array): Promise<Uint8Array> {
    const message = new callback.CallbackInvokeRequest();
    message.setToken(target.getToken());
    message.setRequest(request);
    return await new Promise((resolve, reject) => {
      this.#clientOf(target).invoke(message, (error: ServiceError | null, response) => {
        if (error) reject(new Error(error.details));
        else resolve(response.getResponse_asU8());
      });
    });
  }

  close(): void {
    for (const client of this.#clients.values()) client.close();
    this.#clients.clear();
  }

  #clientOf(target: Callback) {
    const address = target.getTarget();
    const known = this.#clients.get(address);
    if (known !== undefined) return known;
    const client = new callbackService.CallbacksClient(address, credentials.createInsecure());
    this.#clients.set(address, client);
    return client;
  }
}
