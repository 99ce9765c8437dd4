import { credentials, status } from "@grpc/grpc-js";
import providerService from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import provider, { type ConfigureResponse, type DiffResponse } from "@pulumi/pulumi/proto/provider_pb.js";
import { FourfoldError } from "../../spec/errors.ts";
import { toStruct } from "../monitor/messages.ts";
import type { Properties, Provider, Providers } from "../provider.ts";
import { GrpcProvider, send } from "./provider.ts";

const maxMessageBytes = 400 * 1024 * 1024;

const channelOptions = {
  "grpc.max_receive_message_length": maxMessageBytes,
  "grpc.max_send_message_length": maxMessageBytes,
  // Otherwise clients of one address share a connection, and a connection is what identifies an instance.
  "grpc.use_local_subchannel_pool": 1,
};

/**
 * Providers that run as servers on this machine, identified by port. Each configured instance has a connection of its own:
 * only `Configure` contains the region and account, so servers distinguish instances by their connection.
 * https://github.com/pulumi/pulumi/blob/master/proto/pulumi/provider.proto
 */
export class GrpcProviders implements Providers {
  readonly #ports: Readonly<Record<string, number>>;
  readonly #clients: InstanceType<typeof providerService.ResourceProviderClient>[] = [];

  /** @param ports - The servers' ports on 127.0.0.1, by package. */
  constructor(ports: Readonly<Record<string, number>>) {
    this.#ports = ports;
  }

  async configure(packageName: string, configuration: Properties): Promise<Provider> {
    const client = this.#connect(packageName);
    const request = new provider.ConfigureRequest();
    request.setArgs(toStruct(configuration));
    for (const [name, value] of Object.entries(configuration)) {
      request.getVariablesMap().set(`${packageName}:config:${name}`, String(value));
    }
    await send<ConfigureResponse>((reply) => client.configure(request, reply));
    return new GrpcProvider(client);
  }

  async moves(packageName: string, olds: Properties, news: Properties): Promise<boolean> {
    const request = new provider.DiffRequest()
      .setOlds(toStruct(olds))
      .setOldInputs(toStruct(olds))
      .setNews(toStruct(news));
    const client = this.#connect(packageName);
    try {
      const response = await send<DiffResponse>((reply) => client.diffConfig(request, reply));
      return response.getReplacesList().length > 0;
    } catch (error) {
      // Providers need not implement this: https://github.com/pulumi/pulumi/blob/master/proto/pulumi/provider.proto
      if (error instanceof Error && isUnimplemented(error.cause)) return false;
      throw error;
    }
  }

  /** Closes every connection. */
  close(): void {
    for (const client of this.#clients.splice(0)) client.close();
  }

  #connect(packageName: string) {
    const port = this.#ports[packageName];
    if (port === undefined) refuse(packageName, Object.keys(this.#ports));
    const address = `127.0.0.1:${port}`;
    const client = new providerService.ResourceProviderClient(address, credentials.createInsecure(), channelOptions);
    this.#clients.push(client);
    return client;
  }
}

function isUnimplemented(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === status.UNIMPLEMENTED;
}

function refuse(packageName: string, known: readonly string[]): never {
  throw new FourfoldError("ERR_ENGINE", {
    where: `Package "${packageName}"`,
    what: "it has no provider here.",
    fix: `Use resources of ${known.join(", ")}, or deploy with the real engine.`,
  });
}
