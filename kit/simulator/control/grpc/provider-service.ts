import plugins from "@pulumi/pulumi/proto/plugin_pb.js";
import messages from "@pulumi/pulumi/proto/provider_pb.js";
import empties from "google-protobuf/google/protobuf/empty_pb.js";
import { CloudError, type PackageServices, type Properties } from "../../contract.ts";
import { readConfiguration } from "../configuration.ts";
import type { CheckFailure, Provider } from "../protocol.ts";
import { fromAutonaming, fromStruct, toCheckResponse, toDiffResponse, toFailures, toStruct } from "./messages.ts";

/** What a package's front needs. */
export interface FrontPackage {
  /** The version of the SDK that the schemas were generated from. */
  version(): string;
  /** Finds what is wrong with a configuration, before anything is deployed. */
  check(configuration: Properties): Promise<readonly CheckFailure[]>;
  configure(configuration: Properties): Promise<Provider>;
  services(): Promise<PackageServices>;
}

/** The provider that one connection has configured. */
export interface Session {
  provider?: Provider;
}

/**
 * Answers Pulumi's provider protocol: https://github.com/pulumi/pulumi/blob/master/proto/pulumi/provider.proto
 *
 * Secrets are not accepted, so the engine unwraps them before a call, and marks outputs of the same name as secret again.
 */
export const operations = {
  async handshake() {
    return new messages.ProviderHandshakeResponse().setSupportsAutonamingConfiguration(true);
  },

  async getPluginInfo(_request: empties.Empty, _session: Session, { version }: FrontPackage) {
    return new plugins.PluginInfo().setVersion(version());
  },

  async attach() {
    return new empties.Empty();
  },

  /** The engine cancels after each of its phases, even a provider that it is only attached to: there is nothing to end. */
  async cancel() {
    return new empties.Empty();
  },

  async checkConfig(request: messages.CheckRequest, _session: Session, { check }: FrontPackage) {
    const failures = await check(fromStruct(request.getNews()));
    return new messages.CheckResponse().setInputs(request.getNews()).setFailuresList(toFailures(failures));
  },

  /**
   * A provider whose scope changes is replaced, and so is everything it created; except where resources record their region
   * themselves: https://github.com/pulumi/pulumi-aws/pull/5656
   */
  async diffConfig(request: messages.DiffRequest, _session: Session, { services }: FrontPackage) {
    const { scope, place } = await services();
    const before = fromStruct(request.hasOldInputs() ? request.getOldInputs() : request.getOlds());
    const after = fromStruct(request.getNews());
    const changed = Object.keys({ ...before, ...after }).filter(
      (name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]),
    );
    const placesOf = (configuration: Properties) => {
      const { account, region } = scope(readConfiguration(configuration));
      return JSON.stringify(place === undefined ? [account, region] : [account]);
    };
    const moves = placesOf(before) !== placesOf(after);
    const replaces = moves ? changed : [];
    return toDiffResponse({ changed, replaces, deleteBeforeReplace: false, changes: [] }).setHasdetaileddiff(false);
  },

  async configure(request: messages.ConfigureRequest, session: Session, { configure }: FrontPackage) {
    session.provider = await configure(fromStruct(request.getArgs()));
    return new messages.ConfigureResponse().setSupportspreview(true).setSupportsAutonamingConfiguration(true);
  },

  async check(request: messages.CheckRequest, session: Session) {
    const answer = await configured(session).check({
      urn: request.getUrn(),
      olds: request.hasOlds() ? fromStruct(request.getOlds()) : undefined,
      news: fromStruct(request.getNews()),
      randomSeed: request.getRandomseed_asU8(),
      ...fromAutonaming(request),
    });
    return toCheckResponse(answer);
  },

  async diff(request: messages.DiffRequest, session: Session) {
    const answer = await configured(session).diff({
      urn: request.getUrn(),
      id: request.getId(),
      oldInputs: fromStruct(request.getOldInputs()),
      olds: fromStruct(request.getOlds()),
      news: fromStruct(request.getNews()),
      ignoreChanges: request.getIgnorechangesList(),
    });
    return toDiffResponse(answer);
  },

  async create(request: messages.CreateRequest, session: Session) {
    const { id, outputs } = await configured(session).create({
      urn: request.getUrn(),
      news: fromStruct(request.getProperties()),
      preview: request.getPreview(),
    });
    return new messages.CreateResponse().setId(id).setProperties(toStruct(outputs));
  },

  /** The response for a resource that is gone has no id. */
  async read(request: messages.ReadRequest, session: Session) {
    const olds = fromStruct(request.getProperties());
    const answer = await configured(session).read({
      urn: request.getUrn(),
      id: request.getId(),
      inputs: fromStruct(request.getInputs()),
      ...(Object.keys(olds).length === 0 ? {} : { olds }),
    });
    if (answer === undefined) return new messages.ReadResponse();
    const { id, inputs, outputs } = answer;
    return new messages.ReadResponse().setId(id).setInputs(toStruct(inputs)).setProperties(toStruct(outputs));
  },

  async update(request: messages.UpdateRequest, session: Session) {
    const { outputs } = await configured(session).update({
      urn: request.getUrn(),
      id: request.getId(),
      olds: fromStruct(request.getOlds()),
      news: fromStruct(request.getNews()),
      preview: request.getPreview(),
    });
    return new messages.UpdateResponse().setProperties(toStruct(outputs));
  },

  async delete(request: messages.DeleteRequest, session: Session) {
    await configured(session).delete({
      urn: request.getUrn(),
      id: request.getId(),
      olds: fromStruct(request.getProperties()),
    });
    return new empties.Empty();
  },

  async invoke(request: messages.InvokeRequest, session: Session) {
    const { outputs, failures } = await configured(session).invoke({
      token: request.getTok(),
      args: fromStruct(request.getArgs()),
    });
    return new messages.InvokeResponse().setReturn(toStruct(outputs)).setFailuresList(toFailures(failures));
  },
};

function configured({ provider }: Session): Provider {
  if (provider !== undefined) return provider;
  throw new CloudError("NotConfigured", "The provider was asked before it was configured.");
}
