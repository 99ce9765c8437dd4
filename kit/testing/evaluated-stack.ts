import { AssertionError } from "node:assert";
import {
  containsSecret,
  type Deployed,
  type Diagnostic,
  nameOf,
  type Properties,
  type Providers,
  type ResourceChanges,
  type ResourceState,
  unwrapSecrets,
} from "../engine/index.ts";
import { describeClosest, differences } from "./match.ts";

/** A resource of an evaluated stack. Secrets are open; `secretInputs` and `secretOutputs` say which they are. */
export interface EvaluatedResource {
  readonly urn: string;
  /** The type token: `aws:lambda/function:Function`. */
  readonly type: string;
  /** The name the program gave it. */
  readonly name: string;
  /** The provider's id: empty for components, and in a preview for what does not exist yet. */
  readonly id: string;
  /** The parent's URN. Children of the stack have the stack's. */
  readonly parent: string | undefined;
  /** As checked by the provider: with the names and defaults that it adds, without its internal notes. */
  readonly inputs: Properties;
  readonly outputs: Properties;
  /** Names of inputs that are secret, or contain a secret. */
  readonly secretInputs: readonly string[];
  readonly secretOutputs: readonly string[];
  /** URNs of what it depends on, by `dependsOn` or by a value. */
  readonly dependencies: readonly string[];
  /** The same for each input whose value comes from other resources. */
  readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
  /** The provider's URN and id, joined by `::`. Components have none. */
  readonly provider: string | undefined;
  readonly protect: boolean;
  readonly retainOnDelete: boolean;
  /** The URN of a resource whose deletion deletes this one too, so that the provider is not asked. */
  readonly deletedWith: string | undefined;
}

/** What {@link EvaluatedStack} is made of. */
export interface Evaluation {
  readonly deployed: Deployed;
  readonly messages: readonly Diagnostic[];
  readonly providers: Providers;
  readonly checkpoint: string | undefined;
}

/** The result of a program: its resources and outputs, and assertions about them. */
export class EvaluatedStack {
  /** Everything that is deployed, components, providers and the stack itself included. */
  readonly resources: readonly EvaluatedResource[];
  /** The stack's outputs, with secrets open. */
  readonly outputs: Properties;
  /** Names of outputs that are secret, or contain a secret. */
  readonly secretOutputs: readonly string[];
  /** How many resources were created, updated, replaced, deleted, or stayed the same. */
  readonly changes: ResourceChanges;
  /** Why the program failed: all reasons, one per line. Undefined when it did not fail. */
  readonly error: Error | undefined;
  /** What the program, its providers and the engine had to say. */
  readonly messages: readonly Diagnostic[];
  /** For a following evaluation: what this one was deployed to, and its state in the engine. */
  readonly providers: Providers;
  readonly checkpoint: string | undefined;
  readonly #states: readonly ResourceState[];

  constructor({ deployed, messages, providers, checkpoint }: Evaluation) {
    this.#states = deployed.resources.filter(({ condemned }) => !condemned);
    this.resources = this.#states.map(toEvaluatedResource);
    this.outputs = unwrapSecrets(deployed.outputs);
    this.secretOutputs = secretNames(deployed.outputs);
    this.changes = deployed.changes;
    this.error = toError(deployed.errors);
    this.messages = messages;
    this.providers = providers;
    this.checkpoint = checkpoint;
  }

  /**
   * All resources of a type.
   * @throws AssertionError when the program has failed.
   */
  all(type: string): readonly EvaluatedResource[] {
    this.#requireSuccess();
    return this.resources.filter((resource) => resource.type === type);
  }

  /**
   * The one resource of a type.
   * @param name which one, where there are several
   * @throws AssertionError unless there is exactly one.
   */
  find(type: string, name?: string): EvaluatedResource {
    const found = this.all(type).filter((resource) => name === undefined || resource.name === name);
    const [first] = found;
    const what = name === undefined ? `one ${type}` : `one ${type} called "${name}"`;
    if (first === undefined || found.length > 1)
      this.#fail(`Expected ${what}, but there are ${this.#list(found, type)}.`);
    return first;
  }

  /**
   * Asserts that there is exactly this number of resources of a type.
   * @throws AssertionError with the names of those that there are.
   */
  count(type: string, expected: number): void {
    const found = this.all(type);
    if (found.length !== expected)
      this.#fail(`Expected ${expected} of ${type}, but there are ${this.#list(found, type)}.`);
  }

  /**
   * Asserts that a resource has at least these inputs. Objects may have more properties than expected; lists must have
   * the expected length.
   * @returns the first such resource
   * @throws AssertionError with the closest resource of the type, and where it differs.
   *
   * @example
   * stack.has("aws:lambda/function:Function", { memorySize: 512, environment: { variables: { STAGE: "dev" } } });
   */
  has(type: string, inputs: Properties): EvaluatedResource {
    const candidates = this.all(type);
    const found = candidates.find((resource) => differences(resource.inputs, inputs).length === 0);
    if (found !== undefined) return found;
    if (candidates.length === 0) this.#fail(`Expected a ${type}, but there are ${this.#list([], type)}.`);
    this.#fail(`No ${type} has these inputs. ${describeClosest(candidates, inputs)}`);
  }

  /**
   * The URNs of everything but default providers, sorted: a component's promise to its users, as a changed URN means a
   * replaced resource.
   */
  urns(): readonly string[] {
    this.#requireSuccess();
    return this.resources
      .filter(({ type, name }) => !(type.startsWith("pulumi:providers:") && name.startsWith("default")))
      .map(({ urn }) => urn)
      .toSorted();
  }

  /**
   * Everything as the engine keeps it, with secrets marked: what policies are asked about.
   * @throws AssertionError when the program has failed.
   */
  get states(): readonly ResourceState[] {
    this.#requireSuccess();
    return this.#states;
  }

  #requireSuccess(): void {
    if (this.error !== undefined) this.#fail(`The program has failed: ${this.error.message}`);
  }

  /** The resources by name, or what there is instead. */
  #list(found: readonly EvaluatedResource[], type: string): string {
    if (found.length > 0) return `${found.length}: ${found.map(({ name }) => `"${name}"`).join(", ")}`;
    const packageName = type.split(":")[0];
    const others = new Set(
      this.resources.filter((other) => other.type.split(":")[0] === packageName).map((o) => o.type),
    );
    return others.size === 0 ? "none" : `none. Types of this package: ${[...others].join(", ")}`;
  }

  #fail(message: string): never {
    throw new AssertionError({ message, stackStartFn: EvaluatedStack.prototype.has });
  }
}

function toEvaluatedResource(state: ResourceState): EvaluatedResource {
  return {
    urn: state.urn,
    type: state.type,
    name: nameOf(state.urn),
    id: state.id,
    parent: state.parent,
    inputs: unwrapSecrets(withoutNotes(state.inputs)),
    outputs: unwrapSecrets(state.outputs),
    secretInputs: secretNames(state.inputs),
    secretOutputs: secretNames(state.outputs),
    dependencies: state.dependencies,
    propertyDependencies: state.propertyDependencies,
    provider: state.provider,
    protect: state.protect,
    retainOnDelete: state.retainOnDelete,
    deletedWith: state.deletedWith,
  };
}

/** Inputs without the internal notes of providers, such as `__defaults`. */
function withoutNotes(inputs: Properties): Properties {
  return Object.fromEntries(Object.entries(inputs).filter(([name]) => !name.startsWith("__")));
}

function secretNames(properties: Properties): readonly string[] {
  return Object.keys(properties).filter((name) => containsSecret(properties[name]));
}

function toError(errors: readonly Diagnostic[]): Error | undefined {
  return errors.length === 0 ? undefined : new Error(errors.map(({ message }) => message).join("\n"));
}
