import { setImmediate } from "node:timers/promises";
import {
  type Checkpoint,
  type Checkpoints,
  CheckpointWriter,
  emptyCheckpoint,
  type PendingOperation,
  parseCheckpoint,
  type ResourceState,
} from "./checkpoint.ts";

/**
 * The resources of earlier runs that this run has not seen yet, those that it has processed, and the operations in progress.
 * Together they are the checkpoint, which is saved at every step: wherever a run is cut off, the next one can continue.
 */
export class Journal {
  readonly #checkpoints: Checkpoints;
  readonly #writer = new CheckpointWriter();
  readonly #readOnly: boolean;
  #previous: readonly ResourceState[];
  /** By URN. */
  readonly #current = new Map<string, ResourceState>();
  readonly #pending: Set<PendingOperation>;
  #saving: Promise<void> = Promise.resolve();
  /** The next save, which has not begun. */
  #next: Promise<void> | undefined;

  private constructor(checkpoints: Checkpoints, readOnly: boolean, { resources, pending }: Checkpoint) {
    this.#checkpoints = checkpoints;
    this.#readOnly = readOnly;
    this.#previous = resources;
    this.#pending = new Set(pending);
  }

  /**
   * @param options.readOnly - Whether nothing is saved, as in a preview.
   * @throws FourfoldError when the checkpoint cannot be read.
   */
  static async open(checkpoints: Checkpoints, { readOnly }: { readonly readOnly: boolean }): Promise<Journal> {
    const text = await checkpoints.load();
    return new Journal(checkpoints, readOnly, text === undefined ? emptyCheckpoint : parseCheckpoint(text));
  }

  /** A copy for trial steps, of which nothing is saved. */
  copy(): Journal {
    const copy = new Journal(this.#checkpoints, true, { version: 1, resources: this.#previous, pending: this.pending });
    for (const [urn, state] of this.#current) copy.#current.set(urn, state);
    return copy;
  }

  /** The resources of earlier runs that this one has not seen. Dependencies come before their dependents. */
  get previous(): readonly ResourceState[] {
    return this.#previous;
  }

  /** The resources that this run has processed, in order of completion. */
  get current(): readonly ResourceState[] {
    return [...this.#current.values()];
  }

  get pending(): readonly PendingOperation[] {
    return [...this.#pending];
  }

  get checkpoint(): Checkpoint {
    return { version: 1, resources: [...this.current, ...this.#previous], pending: this.pending };
  }

  /** The resource of an earlier run with this URN, if it is not waiting to be deleted. */
  findPrevious(urn: string): ResourceState | undefined {
    return this.#previous.find((state) => state.urn === urn && !state.condemned);
  }

  /** Records that a provider is about to be asked. Resolves when the record is durable. */
  async begin(operation: PendingOperation): Promise<void> {
    this.#pending.add(operation);
    await this.#save();
  }

  /** Records that the provider has answered, and the resulting change. */
  async settle(operation: PendingOperation, change: Change = {}): Promise<void> {
    this.#pending.delete(operation);
    await this.record(change);
  }

  /** Records a change of resources. */
  async record({ was, is, condemned }: Change): Promise<void> {
    const after = was !== undefined && condemned ? [{ ...was, condemned: true }] : [];
    this.#previous = this.#previous.flatMap((state) => (isSame(state, was) ? after : [state]));
    if (is !== undefined) this.#current.set(is.urn, is);
    await this.#save();
  }

  /** Adds the result of a pending operation of an earlier run, a resource or nothing, to the resources of that run. */
  async restore(operation: PendingOperation, found: ResourceState | undefined): Promise<void> {
    this.#pending.delete(operation);
    const others = this.#previous.filter((state) => !isSame(state, operation.resource));
    // A resource that was created although its URN existed was a replacement.
    const replaces = (state: ResourceState) => operation.operation === "create" && state.urn === found?.urn;
    const replaced = others.map((state) => (replaces(state) ? { ...state, condemned: true } : state));
    this.#previous = found === undefined ? others : [...replaced, found];
    await this.#save();
  }

  /** Replaces all references to a URN, when an alias is used. */
  rename(from: string, to: string): void {
    const renamed = (urn: string) => (urn === from ? to : urn);
    this.#previous = this.#previous.map((state) => ({
      ...state,
      parent: state.parent && renamed(state.parent),
      provider: state.provider?.startsWith(`${from}::`) ? `${to}${state.provider.slice(from.length)}` : state.provider,
      dependencies: state.dependencies.map(renamed),
      propertyDependencies: Object.fromEntries(
        Object.entries(state.propertyDependencies).map(([name, urns]) => [name, urns.map(renamed)]),
      ),
      deletedWith: state.deletedWith && renamed(state.deletedWith),
    }));
  }

  /** Saves, one at a time. Calls before a save begins share it: concurrent steps should need few saves. */
  async #save(): Promise<void> {
    if (this.#readOnly) return;
    this.#next ??= this.#saveAfter(this.#saving);
    await this.#next;
  }

  async #saveAfter(last: Promise<void>): Promise<void> {
    // A failed save is reported to its callers. The next one tries again.
    await Promise.allSettled([last]);
    // Related steps come in one turn of the event loop.
    await setImmediate();
    this.#next = undefined;
    this.#saving = this.#checkpoints.save(this.#writer.format(this.checkpoint));
    await this.#saving;
  }
}

/** A change of a resource: the state before is removed, or stays condemned; the state after is added. */
export interface Change {
  readonly was?: ResourceState | undefined;
  readonly is?: ResourceState | undefined;
  readonly condemned?: boolean;
}

/** A URN can have one state and several condemned ones, which differ in their ids. */
function isSame(one: ResourceState, other: ResourceState | undefined): boolean {
  return one.urn === other?.urn && one.id === other.id && one.condemned === other.condemned;
}
