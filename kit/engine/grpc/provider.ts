import { resolve } from "node:path";
import { isDeepStrictEqual } from "node:util";
import type { ServiceError } from "@grpc/grpc-js";
import type { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import provider, {
  type CheckResponse,
  type CreateResponse,
  type DiffResponse,
  type InvokeResponse,
  type ReadResponse,
  type UpdateResponse,
} from "@pulumi/pulumi/proto/provider_pb.js";
import type { Empty } from "google-protobuf/google/protobuf/empty_pb.js";
import { fromStruct, toStruct } from "../monitor/messages.ts";
import type { CheckFailure, CheckRequest, DiffAnswer, DiffRequest, Properties, Provider } from "../provider.ts";
import { isAsset, isObject } from "../state/values.ts";

type Send<Response> = (reply: (error: ServiceError | null, response: Response) => void) => void;

/** Makes a call, and throws the server's error. */
export async function send<Response>(call: Send<Response>): Promise<Response> {
  return await new Promise((fulfil, reject) => {
    call((error, response) => {
      if (error) reject(new Error(error.details, { cause: error }));
      else fulfil(response);
    });
  });
}

/** A configured provider behind a connection. */
export class GrpcProvider implements Provider {
  readonly #client: ResourceProviderClient;

  constructor(client: ResourceProviderClient) {
    this.#client = client;
  }

  async check({ urn, olds, news }: CheckRequest) {
    const request = new provider.CheckRequest().setUrn(urn).setNews(toWire(news));
    if (olds !== undefined) request.setOlds(toWire(olds));
    const response = await send<CheckResponse>((reply) => this.#client.check(request, reply));
    return { inputs: fromStruct(response.getInputs()), failures: response.getFailuresList().map(readFailure) };
  }

  async diff({ urn, id, oldInputs, olds, news, ignoreChanges }: DiffRequest): Promise<DiffAnswer> {
    const request = new provider.DiffRequest()
      .setUrn(urn)
      .setId(id)
      .setIgnorechangesList([...ignoreChanges]);
    request.setOldInputs(toWire(oldInputs)).setOlds(toWire(olds)).setNews(toWire(news));
    const response = await send<DiffResponse>((reply) => this.#client.diff(request, reply));
    return {
      changed: readChanged(response, oldInputs, news),
      replaces: response.getReplacesList(),
      deleteBeforeReplace: response.getDeletebeforereplace(),
    };
  }

  async create({ urn, news, preview }: Parameters<Provider["create"]>[0]) {
    const request = new provider.CreateRequest().setUrn(urn).setProperties(toWire(news)).setPreview(preview);
    const response = await send<CreateResponse>((reply) => this.#client.create(request, reply));
    return { id: response.getId(), outputs: fromStruct(response.getProperties()) };
  }

  async read({ urn, id, inputs, olds }: Parameters<Provider["read"]>[0]) {
    const request = new provider.ReadRequest().setUrn(urn).setId(id).setInputs(toWire(inputs));
    if (olds !== undefined) request.setProperties(toWire(olds));
    const response = await send<ReadResponse>((reply) => this.#client.read(request, reply));
    // A resource that does not exist has no id: https://github.com/pulumi/pulumi/blob/master/proto/pulumi/provider.proto
    if (response.getId() === "") return undefined;
    const outputs = fromStruct(response.getProperties());
    return { id: response.getId(), inputs: fromStruct(response.getInputs()), outputs };
  }

  async update({ urn, id, olds, news, preview }: Parameters<Provider["update"]>[0]) {
    const request = new provider.UpdateRequest().setUrn(urn).setId(id).setPreview(preview);
    request.setOlds(toWire(olds)).setNews(toWire(news));
    const response = await send<UpdateResponse>((reply) => this.#client.update(request, reply));
    return { outputs: fromStruct(response.getProperties()) };
  }

  async delete({ urn, id, olds }: Parameters<Provider["delete"]>[0]): Promise<void> {
    const request = new provider.DeleteRequest().setUrn(urn).setId(id).setProperties(toWire(olds));
    await send<Empty>((reply) => this.#client.delete(request, reply));
  }

  async invoke({ token, args }: Parameters<Provider["invoke"]>[0]) {
    const request = new provider.InvokeRequest().setTok(token).setArgs(toWire(args));
    const response = await send<InvokeResponse>((reply) => this.#client.invoke(request, reply));
    return { outputs: fromStruct(response.getReturn()), failures: response.getFailuresList().map(readFailure) };
  }
}

function readFailure(failure: { getProperty(): string; getReason(): string }): CheckFailure {
  return { property: failure.getProperty(), reason: failure.getReason() };
}

/** A provider may report that something has changed without saying what, or leave the comparison to the engine. */
function readChanged(response: DiffResponse, oldInputs: Properties, news: Properties): readonly string[] {
  const { DIFF_NONE, DIFF_SOME } = provider.DiffResponse.DiffChanges;
  if (response.getChanges() === DIFF_NONE) return [];
  const listed = response.getDiffsList();
  if (response.getChanges() === DIFF_SOME && listed.length > 0) return listed;
  return Object.keys({ ...oldInputs, ...news }).filter((key) => !isDeepStrictEqual(oldInputs[key], news[key]));
}

/** The server runs in another folder: paths of assets and archives must not be relative to ours. */
function toWire(properties: Properties) {
  return toStruct(Object.fromEntries(Object.entries(properties).map(([key, value]) => [key, withFullPaths(value)])));
}

function withFullPaths(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withFullPaths);
  if (!isObject(value)) return value;
  if (isAsset(value) && typeof value.path === "string") return { ...value, path: resolve(value.path) };
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withFullPaths(item)]));
}
