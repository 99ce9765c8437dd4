import { isDeepStrictEqual } from "node:util";
import {
  CloudError,
  type PackageServices,
  type Properties,
  type ResourceType,
  type Scope,
  type StoredResource,
  type World,
} from "../contract.ts";
import { simulatorLimit } from "../limits.ts";
import { checkArguments } from "./check/arguments.ts";
import { type CheckContext, checkResource } from "./check/index.ts";
import { readConfiguration } from "./configuration.ts";
import { diffInputs, withConfigured } from "./diff.ts";
import type {
  CheckAnswer,
  CheckRequest,
  CreateRequest,
  DeleteRequest,
  DiffAnswer,
  DiffRequest,
  InvokeAnswer,
  Provider,
  ReadAnswer,
  ReadRequest,
  UpdateRequest,
} from "./protocol.ts";
import { answerOf, draftResource } from "./resources/draft.ts";
import { findPlaced, type Placed, withMove } from "./resources/place.ts";
import { removeResource } from "./resources/removal.ts";
import { locateAssets, nameOf, plainObject, projectOf, typeOf, unknownValue, withoutNotes } from "./wire.ts";

/** A provider of a simulated cloud, configured for one account and region. */
export class SimulatedProvider implements Provider {
  readonly #services: PackageServices;
  readonly #world: World;
  readonly #context: CheckContext;
  readonly #scope: Scope;
  readonly #configuration: Properties;

  constructor(services: PackageServices, world: World, context: CheckContext, configuration: Properties) {
    this.#services = services;
    this.#world = world;
    this.#context = context;
    this.#configuration = readConfiguration(configuration);
    this.#scope = services.scope(this.#configuration);
  }

  async check(request: CheckRequest): Promise<CheckAnswer> {
    const type = this.#type(request.urn);
    const olds = request.olds === undefined ? undefined : plainObject(request.olds);
    const asking = { kind: this.#services.kind, scope: this.#scope };
    return checkResource(
      { ...request, olds, news: this.#locate(request.urn, request.news) },
      type,
      asking,
      this.#context,
    );
  }

  async diff(request: DiffRequest): Promise<DiffAnswer> {
    const plain = { ...request, oldInputs: plainObject(request.oldInputs), news: plainObject(request.news) };
    const type = this.#type(request.urn);
    const olds = plainObject(request.olds);
    const configured = this.#configured(type, plain.oldInputs);
    const answer = withConfigured(diffInputs(plain, type, this.#services.kind), olds, configured);
    return withMove(answer, this.#placed(type), olds, plain.news);
  }

  /** @throws CloudError when the cloud refuses, or something of this type already has the id. */
  async create({ urn, news, preview }: CreateRequest): Promise<{ readonly id: string; readonly outputs: Properties }> {
    const type = this.#type(urn);
    const inputs = this.#locate(urn, news);
    if (preview) return { id: "", outputs: { ...this.#unknown(type), ...withoutNotes(inputs) } };
    const placed = this.#placed(type);
    const draft = await draftResource({ ...this.#request(urn, type), inputs }, undefined, placed, this.#world);
    const answer = await answerOf(draft, placed, this.#world);
    const outputs = { ...answer, ...this.#configured(type, inputs) };
    const { id, scope } = draft;
    if (type.stateless) return { id, outputs };
    await this.#store({ type: type.token, id, scope, inputs, outputs }, undefined, type);
    return { id, outputs };
  }

  /**
   * Returns what is deployed, not what the engine's state says: so a refresh sees drift, and an import finds inputs.
   * Without an id it looks for exactly these inputs, so that an engine whose create was cut off finds what was created.
   */
  async read({ urn, id, inputs, olds }: ReadRequest): Promise<ReadAnswer | undefined> {
    const type = this.#type(urn);
    if (type.stateless) return olds === undefined ? undefined : { id, inputs, outputs: olds };
    const resource =
      id === "" ? this.#findByInputs(type, plainObject(inputs)) : this.#find(type, type.imported?.(id) ?? id, olds);
    if (resource === undefined) return undefined;
    return { id: resource.id, inputs: { ...type.refreshed, ...resource.inputs }, outputs: resource.outputs };
  }

  /** @throws CloudError when the cloud refuses, or the resource is gone. */
  async update({ urn, id, olds, news, preview }: UpdateRequest): Promise<{ readonly outputs: Properties }> {
    const type = this.#type(urn);
    const inputs = this.#locate(urn, news);
    if (preview) {
      const left = this.#computed(plainObject(olds), type);
      return { outputs: { ...left, ...withoutNotes(inputs), ...this.#configured(type, inputs) } };
    }
    const old = this.#find(type, id, olds);
    if (old === undefined) throw new CloudError("NotFound", `${type.token} "${id}" does not exist.`, 404);
    const placed = this.#placed(type);
    const draft = await draftResource({ ...this.#request(urn, type), inputs }, old, placed, this.#world);
    const outputs = { ...(await answerOf(draft, placed, this.#world)), ...this.#configured(type, inputs) };
    const resource = { ...old, inputs, outputs };
    await this.#store(resource, old, type);
    return { outputs: resource.outputs };
  }

  /** Deletes a resource. One that is gone already is not an error, as in the clouds' own providers. */
  async delete({ urn, id, olds }: DeleteRequest): Promise<void> {
    const type = this.#type(urn);
    const resource = this.#find(type, id, olds);
    if (resource === undefined) return;
    const typeOf = (token: string) => this.#services.types.find((each) => each.token === token);
    await removeResource(resource, typeOf, this.#world);
  }

  async invoke({ token, args }: { readonly token: string; readonly args: Properties }): Promise<InvokeAnswer> {
    const { invokes } = this.#services;
    const invoke = Object.hasOwn(invokes, token) ? invokes[token] : undefined;
    if (invoke === undefined) {
      throw simulatorLimit(`the simulator does not have the function ${token}`);
    }
    const given = plainObject(args);
    const failures = checkArguments(token, given, this.#services, this.#context.schemas(this.#context.package));
    if (failures.length > 0) return { outputs: {}, failures };
    return { outputs: await invoke(given, this.#scope, this.#world), failures };
  }

  #placed(type: ResourceType): Placed {
    const members = this.#context.schemas(this.#context.package).types[type.token]?.inputs ?? {};
    return { services: this.#services, type, members, scope: this.#scope };
  }

  #find(type: ResourceType, id: string, olds: Properties | undefined): StoredResource | undefined {
    return findPlaced(this.#placed(type), id, olds && plainObject(olds), this.#world);
  }

  #findByInputs(type: ResourceType, inputs: Properties): StoredResource | undefined {
    const isWanted = (found: StoredResource): boolean =>
      isDeepStrictEqual(found.scope, this.#scope) && isDeepStrictEqual(found.inputs, inputs);
    return this.#world.store.find(type.token, isWanted)[0];
  }

  #type(urn: string): ResourceType {
    const token = typeOf(urn);
    const type = this.#services.types.find((each) => each.token === token);
    if (type !== undefined) return type;
    throw simulatorLimit(`the simulator does not have the resource type ${token} of "${nameOf(urn)}"`);
  }

  /** The outputs that the provider's configuration adds. In a preview they may depend on what is not known yet. */
  #configured(type: ResourceType, inputs: Properties): Properties {
    return type.configured?.(inputs, this.#configuration) ?? {};
  }

  /**
   * What only a deployment brings, as vendors' providers answer a preview: programs would take what is missing for unknown, but policies are
   * shown this. https://github.com/pulumi/pulumi-terraform-bridge/blob/main/pkg/tfbridge/provider.go (Create)
   */
  #unknown(type: ResourceType): Properties {
    const { outputs = [] } = this.#context.schemas(this.#context.package).types[type.token] ?? {};
    return Object.fromEntries(outputs.map((name) => [name, unknownValue]));
  }

  /** The computed properties that an update does not change, as far as a preview can tell. */
  #computed(outputs: Properties, type: ResourceType): Properties {
    const inputs = this.#context.schemas(this.#context.package).types[type.token]?.inputs ?? {};
    return Object.fromEntries(Object.entries(outputs).filter(([name]) => !Object.hasOwn(inputs, name)));
  }

  /** Inputs as clouds receive them, with absolute paths of assets for a project that has a root of its own. */
  #locate(urn: string, inputs: Properties): Properties {
    const root = this.#context.roots.get(projectOf(urn));
    return plainObject(root === undefined ? inputs : locateAssets(inputs, root));
  }

  #request(urn: string, type: ResourceType) {
    return { urn, name: nameOf(urn), type: type.token, scope: this.#scope };
  }

  /** Stores a resource and makes it work. If that fails, everything is as it was before. */
  async #store(resource: StoredResource, old: StoredResource | undefined, type: ResourceType): Promise<void> {
    const { store, live } = this.#world;
    store.put(resource);
    if (!live) return;
    try {
      await type.apply?.(resource, this.#world);
    } catch (error) {
      if (old === undefined) {
        await type.remove?.(resource, this.#world);
        store.delete(resource.type, resource.id, resource.scope);
      } else {
        store.put(old);
        await type.apply?.(old, this.#world);
      }
      throw error;
    }
  }
}
