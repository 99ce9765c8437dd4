import { setImmediate } from "node:timers/promises";
import {
  type Checkpoint,
  type Checkpoints,
  emptyCheckpoint,
  formatCheckpoint,
  type PendingOperation,
  parseCheckpoint,
  type ResourceState,
} from "./checkpoint.ts";

/**
 * What was deployed before this run and has not been seen yet, what this run has dealt with, and what is under way.
 * Together they are the checkpoint, which is saved at every step: wherever a run is cut off, the next one can go on.
 */
export class Journal {
  readonly #checkpoints: Checkpoints;
  readonly #readOnly: boolean;
  #previous: readonly ResourceState[];
  /** By URN. */
  readonly #current = new Map<string, ResourceState>();
  readonly #pending: Set<PendingOperation>;
  #saving: Promise<void> = Promise.resolve();
  /** The save that has not begun. */
  #next: Promise<void> | undefined;

  private constructor(checkpoints: Checkpoints, readOnly: boolean, { resources, pending }: Checkpoint) {
    this.#checkpoints = checkpoints;
    this.#readOnly = readOnly;
    this.#previous = resources;
    this.#pending = new Set(pending);
  }

  /**
   * @param options.readOnly whether nothing is saved: a preview's journal
   * @throws FourfoldError when there is a checkpoint that cannot be read.
   */
  static async open(checkpoints: Checkpoints, { readOnly }: { readonly readOnly: boolean }): Promise<Journal> {
    const text = await checkpoints.load();
    return new Journal(checkpoints, readOnly, text === undefined ? emptyCheckpoint : parseCheckpoint(text));
  }

  /** What is known by now, for steps that are only tried: nothing of theirs is saved. */
  copy(): Journal {
    const copy = new Journal(this.#checkpoints, true, { version: 1, resources: this.#previous, pending: this.pending });
    for (const [urn, state] of this.#current) copy.#current.set(urn, state);
    return copy;
  }

  /** What earlier runs have left and this one has not seen. What a resource depends on stands before it. */
  get previous(): readonly ResourceState[] {
    return this.#previous;
  }

  /** What this run has dealt with, in order of completion. */
  get current(): readonly ResourceState[] {
    return [...this.#current.values()];
  }

  get pending(): readonly PendingOperation[] {
    return [...this.#pending];
  }

  get checkpoint(): Checkpoint {
    return { version: 1, resources: [...this.current, ...this.#previous], pending: this.pending };
  }

  /** The resource that an earlier run has left under this URN, if it is not waiting for its end. */
  findPrevious(urn: string): ResourceState | undefined {
    return this.#previous.find((state) => state.urn === urn && !state.condemned);
  }

  /** Notes that a provider is about to be asked. Resolves when the note is durable. */
  async begin(operation: PendingOperation): Promise<void> {
    this.#pending.add(operation);
    await this.#save();
  }

  /** Notes that the provider has answered, and what has become of the resource. */
  async settle(operation: PendingOperation, change: Change = {}): Promise<void> {
    this.#pending.delete(operation);
    await this.record(change);
  }

  /** Notes what has become of resources. */
  async record({ was, is, condemned }: Change): Promise<void> {
    const after = was !== undefined && condemned ? [{ ...was, condemned: true }] : [];
    this.#previous = this.#previous.flatMap((state) => (isSame(state, was) ? after : [state]));
    if (is !== undefined) this.#current.set(is.urn, is);
    await this.#save();
  }

  /** Puts what became of a pending operation of an earlier run among what that run has left: nothing, or a resource. */
  async restore(operation: PendingOperation, found: ResourceState | undefined): Promise<void> {
    this.#pending.delete(operation);
    const others = this.#previous.filter((state) => !isSame(state, operation.resource));
    // What was created although there is one already under its URN was to replace that.
    const replaces = (state: ResourceState) => operation.operation === "create" && state.urn === found?.urn;
    const replaced = others.map((state) => (replaces(state) ? { ...state, condemned: true } : state));
    this.#previous = found === undefined ? others : [...replaced, found];
    await this.#save();
  }

  /** Moves every mention of a URN to the new one: an alias was used. */
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

  /**
   * One save at a time. Whoever comes before it begins shares it: it writes everything, so many steps at once must cost
   * few saves.
   */
  async #save(): Promise<void> {
    if (this.#readOnly) return;
    this.#next ??= this.#saveAfter(this.#saving);
    await this.#next;
  }

  async #saveAfter(last: Promise<void>): Promise<void> {
    // A failed save is reported to those who waited for it. The next one tries for itself.
    await Promise.allSettled([last]);
    // Steps that belong together come in one turn of the event loop.
    await setImmediate();
    this.#next = undefined;
    this.#saving = this.#checkpoints.save(formatCheckpoint(this.checkpoint));
    await this.#saving;
  }
}

/** What becomes of a resource: the state before goes, or stays condemned; the state after comes. */
export interface Change {
  readonly was?: ResourceState | undefined;
  readonly is?: ResourceState | undefined;
  readonly condemned?: boolean;
}

/** One URN can have a state and several condemned ones, which differ in their ids. */
function isSame(one: ResourceState, other: ResourceState | undefined): boolean {
  return one.urn === other?.urn && one.id === other.id && one.condemned === other.condemned;
}
