import { isDeepStrictEqual } from "node:util";
import type { CheckFailure, Properties, Provider, Providers } from "../../../kit/engine/index.ts";
import { unknownValue } from "../../../kit/engine/index.ts";

/** How resources of a type behave. */
export interface FakeType {
  /** Inputs whose change needs a new resource. */
  readonly replaceOn?: readonly string[];
  readonly deleteBeforeReplace?: boolean;
  /** The input that gets a generated name. */
  readonly naming?: string;
  readonly outputs?: (inputs: Properties, id: string) => Properties;
  readonly failures?: (inputs: Properties) => readonly CheckFailure[];
}

/** One call that a provider has received. */
export interface FakeCall {
  readonly method: "check" | "create" | "read" | "update" | "delete" | "invoke";
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
  readonly calls: FakeCall[] = [];
  readonly resources = new Map<string, FakeResource>();
  /** Called before each create, update and delete: may throw, or wait. */
  before: (method: FakeCall["method"], name: string) => void | Promise<void> = () => {};
  /** Called after them, when they have happened and the answer is on its way. */
  after: (method: FakeCall["method"], name: string) => void | Promise<void> = () => {};
  readonly #types: Readonly<Record<string, FakeType>>;
  #count = 0;

  constructor(types: Readonly<Record<string, FakeType>> = {}) {
    this.#types = types;
  }

  /** What was asked of the cloud, in order: `create bucket`. Checks and invokes left out. */
  get changes(): readonly string[] {
    const changing = ["create", "update", "delete"];
    return this.calls.filter(({ method }) => changing.includes(method)).map(({ method, name }) => `${method} ${name}`);
  }

  inputsOf(id: string): Properties | undefined {
    return this.resources.get(id)?.inputs;
  }

  async configure(packageName: string, configuration: Properties): Promise<Provider> {
    if (configuration.profile === "nobody") throw new Error(`${packageName}: there is no profile "nobody".`);
    return {
      check: async ({ urn, olds, news }) => {
        const type = this.#typeOf(urn);
        this.#note("check", urn, news, configuration);
        const { naming } = type;
        const name = naming === undefined ? {} : { [naming]: olds?.[naming] ?? `${nameOf(urn)}-${++this.#count}` };
        return { inputs: { ...name, ...news }, failures: type.failures?.(news) ?? [] };
      },
      diff: async ({ urn, oldInputs, news }) => {
        const { replaceOn = [], deleteBeforeReplace = false } = this.#typeOf(urn);
        const changed = Object.keys({ ...oldInputs, ...news }).filter(
          (key) => !isDeepStrictEqual(oldInputs[key], news[key]),
        );
        return { changed, replaces: changed.filter((key) => replaceOn.includes(key)), deleteBeforeReplace };
      },
      create: async ({ urn, news, preview }) => {
        if (preview) return { id: "", outputs: news };
        this.#note("create", urn, news, configuration);
        await this.before("create", nameOf(urn));
        const id = `${nameOf(urn)}-id-${++this.#count}`;
        this.resources.set(id, { type: typeOf(urn), id, inputs: news });
        await this.after("create", nameOf(urn));
        return { id, outputs: { ...news, ...this.#typeOf(urn).outputs?.(news, id) } };
      },
      read: async ({ urn, id, inputs }) => {
        this.#note("read", urn, inputs, configuration);
        // Without an id: the resource that has these inputs.
        const isWanted = (found: FakeResource) => found.type === typeOf(urn) && isDeepStrictEqual(found.inputs, inputs);
        const found = id === "" ? [...this.resources.values()].find(isWanted) : this.resources.get(id);
        if (found === undefined) return undefined;
        const outputs = { ...found.inputs, ...this.#typeOf(urn).outputs?.(found.inputs, found.id) };
        return { id: found.id, inputs: found.inputs, outputs };
      },
      update: async ({ urn, id, news, preview }) => {
        const outputs = { ...news, ...this.#typeOf(urn).outputs?.(news, id) };
        if (preview) return { outputs };
        this.#note("update", urn, news, configuration);
        await this.before("update", nameOf(urn));
        this.resources.set(id, { type: typeOf(urn), id, inputs: news });
        await this.after("update", nameOf(urn));
        return { outputs };
      },
      delete: async ({ urn, id, olds }) => {
        this.#note("delete", urn, olds, configuration);
        await this.before("delete", nameOf(urn));
        this.resources.delete(id);
        await this.after("delete", nameOf(urn));
      },
      invoke: async ({ token, args }) => {
        this.calls.push({ method: "invoke", name: token, inputs: args, configuration });
        if (args.name === "refused") return { outputs: {}, failures: [{ property: "name", reason: "is refused" }] };
        return { outputs: { ...args, ...this.#types[token]?.outputs?.(args, "") }, failures: [] };
      },
    };
  }

  async moves(_packageName: string, olds: Properties, news: Properties): Promise<boolean> {
    return olds.region !== news.region;
  }

  #typeOf(urn: string): FakeType {
    return this.#types[typeOf(urn)] ?? {};
  }

  #note(method: FakeCall["method"], urn: string, inputs: Properties, configuration: Properties): void {
    this.calls.push({ method, name: nameOf(urn), inputs, configuration });
  }
}

export { unknownValue };

function typeOf(urn: string): string {
  return urn.split("::")[2]?.split("$").at(-1) ?? "";
}

function nameOf(urn: string): string {
  return urn.split("::")[3] ?? "";
}
