import { isDeepStrictEqual } from "node:util";
import {
  type CheckFailure,
  type CheckRequest,
  type DiffAnswer,
  type DiffRequest,
  nameOf,
  type Properties,
  type Provider,
  type Providers,
  typeOf,
} from "../../../kit/engine/index.ts";

/** How resources of a type behave. */
export interface FakeType {
  /** Inputs whose change needs a new resource. */
  readonly replaceOn?: readonly string[];
  readonly deleteBeforeReplace?: boolean;
  /** The input that gets a generated name. */
  readonly naming?: string;
  readonly outputs?: (inputs: Properties, id: string) => Properties;
  readonly failures?: (inputs: Properties) => readonly CheckFailure[];
  /** Whether the cloud does not have the type after all. */
  readonly missing?: boolean;
}

type Method = "check" | "create" | "read" | "update" | "delete" | "invoke";

/** One call that a provider has received. */
export interface FakeCall {
  readonly method: Method;
  /** The resource's name, or the invoke's token. */
  readonly name: string;
  readonly inputs: Properties;
  readonly configuration: Properties;
}

interface FakeResource {
  readonly type: string;
  readonly id: string;
  readonly inputs: Properties;
}

/** A cloud with any kind of resource: it keeps what it is given, and notes what it is asked. */
export class FakeCloud implements Providers {
  readonly types: Readonly<Record<string, FakeType>>;
  readonly calls: FakeCall[] = [];
  readonly resources = new Map<string, FakeResource>();
  /** Called before each create, update and delete: may throw, or wait. */
  before: (method: Method, name: string) => void | Promise<void> = () => {};
  /** Called when they have happened and the answer is on its way. */
  after: (method: Method, name: string) => void | Promise<void> = () => {};
  #count = 0;

  constructor(types: Readonly<Record<string, FakeType>> = {}) {
    this.types = types;
  }

  /** What was asked of the cloud, in order: `create bucket`. */
  get changes(): readonly string[] {
    const changing = this.calls.filter(({ method }) => ["create", "update", "delete"].includes(method));
    return changing.map(({ method, name }) => `${method} ${name}`);
  }

  inputsOf(id: string): Properties | undefined {
    return this.resources.get(id)?.inputs;
  }

  nextNumber(): number {
    this.#count += 1;
    return this.#count;
  }

  async configure(packageName: string, configuration: Properties): Promise<Provider> {
    if (configuration.profile === "nobody") throw new Error(`${packageName}: there is no profile "nobody".`);
    return new FakeProvider(this, configuration);
  }

  async moves(_packageName: string, olds: Properties, news: Properties): Promise<boolean> {
    return olds.region !== news.region;
  }
}

/** As providers in this process say it: by HTTP's number. */
class NotImplemented extends Error {
  readonly status = 501;
}

class FakeProvider implements Provider {
  readonly #cloud: FakeCloud;
  readonly #configuration: Properties;

  constructor(cloud: FakeCloud, configuration: Properties) {
    this.#cloud = cloud;
    this.#configuration = configuration;
  }

  async check({ urn, olds, news }: CheckRequest) {
    this.#note("check", nameOf(urn), news);
    const { naming, failures } = this.#typeOf(urn);
    const generated = () => `${nameOf(urn)}-${this.#cloud.nextNumber()}`;
    const name = naming === undefined ? {} : { [naming]: olds?.[naming] ?? generated() };
    return { inputs: { ...name, ...news }, failures: failures?.(news) ?? [] };
  }

  async diff({ urn, oldInputs, news }: DiffRequest): Promise<DiffAnswer> {
    const { replaceOn = [], deleteBeforeReplace = false } = this.#typeOf(urn);
    const keys = Object.keys({ ...oldInputs, ...news });
    const changed = keys.filter((key) => !isDeepStrictEqual(oldInputs[key], news[key]));
    return { changed, replaces: changed.filter((key) => replaceOn.includes(key)), deleteBeforeReplace };
  }

  async create({ urn, news, preview }: Parameters<Provider["create"]>[0]) {
    if (preview) return { id: "", outputs: news };
    const id = await this.#change("create", urn, news, () => {
      const created = `${nameOf(urn)}-id-${this.#cloud.nextNumber()}`;
      this.#cloud.resources.set(created, { type: typeOf(urn), id: created, inputs: news });
      return created;
    });
    return { id, outputs: this.#outputs(urn, id, news) };
  }

  /** Without an id: the resource that has these inputs. */
  async read({ urn, id, inputs }: Parameters<Provider["read"]>[0]) {
    this.#note("read", nameOf(urn), inputs);
    this.#typeOf(urn);
    const isWanted = (candidate: FakeResource) =>
      id === "" ? candidate.type === typeOf(urn) && isDeepStrictEqual(candidate.inputs, inputs) : candidate.id === id;
    const found = [...this.#cloud.resources.values()].find(isWanted);
    return found && { id: found.id, inputs: found.inputs, outputs: this.#outputs(urn, found.id, found.inputs) };
  }

  async update({ urn, id, news, preview }: Parameters<Provider["update"]>[0]) {
    const outputs = this.#outputs(urn, id, news);
    if (preview) return { outputs };
    const resource = { type: typeOf(urn), id, inputs: news };
    await this.#change("update", urn, news, () => this.#cloud.resources.set(id, resource));
    return { outputs };
  }

  async delete({ urn, id, olds }: Parameters<Provider["delete"]>[0]): Promise<void> {
    await this.#change("delete", urn, olds, () => this.#cloud.resources.delete(id));
  }

  async invoke({ token, args }: Parameters<Provider["invoke"]>[0]) {
    this.#note("invoke", token, args);
    if (args.name === "refused") return { outputs: {}, failures: [{ property: "name", reason: "is refused" }] };
    return { outputs: { ...args, ...this.#cloud.types[token]?.outputs?.(args, "") }, failures: [] };
  }

  async #change<Result>(method: Method, urn: string, inputs: Properties, happen: () => Result): Promise<Result> {
    this.#note(method, nameOf(urn), inputs);
    await this.#cloud.before(method, nameOf(urn));
    const result = happen();
    await this.#cloud.after(method, nameOf(urn));
    return result;
  }

  #outputs(urn: string, id: string, inputs: Properties): Properties {
    return { ...inputs, ...this.#typeOf(urn).outputs?.(inputs, id) };
  }

  #typeOf(urn: string): FakeType {
    const type = this.#cloud.types[typeOf(urn)] ?? {};
    if (type.missing) throw new NotImplemented(typeOf(urn));
    return type;
  }

  #note(method: Method, name: string, inputs: Properties): void {
    this.#cloud.calls.push({ method, name, inputs, configuration: this.#configuration });
  }
}
