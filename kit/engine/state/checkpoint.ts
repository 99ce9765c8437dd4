import * as v from "valibot";
import { FourfoldError } from "../../spec/errors.ts";

/**
 * Stores what an engine has deployed, as text. Secrets in it are marked, not encrypted, so a store is as confidential as its
 * clouds, which are simulated.
 */
export interface Checkpoints {
  /** The text that was last saved, if any. */
  load(): Promise<string | undefined>;
  /**
   * Resolves when the text is durable. Never called concurrently.
   * @param pieces - The text in pieces, nearly all of which were in the one before.
   */
  save(pieces: readonly string[]): Promise<void>;
}

const Properties = v.pipe(v.record(v.string(), v.unknown()), v.readonly());
const Strings = v.pipe(v.array(v.string()), v.readonly());

const ResourceState = v.object({
  urn: v.string(),
  type: v.string(),
  /** Whether a provider manages it, as opposed to a component. */
  custom: v.boolean(),
  /** Whether it was only read: it is not managed, and never deleted. */
  external: v.boolean(),
  /** The provider's id. Empty for components, and in a preview for resources that do not exist yet. */
  id: v.string(),
  parent: v.optional(v.string()),
  /** The provider's URN and id, joined by `::`. */
  provider: v.optional(v.string()),
  /** As checked by the provider, with secrets marked. */
  inputs: Properties,
  outputs: Properties,
  dependencies: Strings,
  propertyDependencies: v.record(v.string(), Strings),
  protect: v.boolean(),
  retainOnDelete: v.boolean(),
  deletedWith: v.optional(v.string()),
  ignoreChanges: Strings,
  replaceOnChanges: Strings,
  additionalSecretOutputs: v.optional(Strings, []),
  /** Whether it has been replaced, and is waiting to be deleted. */
  condemned: v.boolean(),
});

/** A resource in an engine's state. */
export type ResourceState = Readonly<v.InferOutput<typeof ResourceState>>;

const PendingOperation = v.object({
  operation: v.picklist(["create", "update", "delete"]),
  resource: ResourceState,
});

/** An operation that a provider was asked for and has not answered. */
export type PendingOperation = v.InferOutput<typeof PendingOperation>;

const Checkpoint = v.object({
  version: v.literal(1),
  /** Dependencies come before their dependents. */
  resources: v.pipe(v.array(ResourceState), v.readonly()),
  pending: v.pipe(v.array(PendingOperation), v.readonly()),
});

/** Everything that an engine keeps between two runs. */
export type Checkpoint = v.InferOutput<typeof Checkpoint>;

export const emptyCheckpoint: Checkpoint = { version: 1, resources: [], pending: [] };

/** @throws FourfoldError `ERR_STORE` when the text is not a checkpoint of ours. */
export function parseCheckpoint(text: string): Checkpoint {
  try {
    return v.parse(Checkpoint, JSON.parse(text));
  } catch (cause) {
    throw new FourfoldError("ERR_STORE", {
      where: "The engine's checkpoint",
      what: `it is damaged, or of another version: ${cause instanceof Error ? cause.message : String(cause)}.`,
      fix: "Start empty with `npx fourfold stop --reset`, and deploy again.",
      cause,
    });
  }
}

/** Writes checkpoints, each of which has nearly all that the one before had: what was written once is not written again. */
export class CheckpointWriter {
  readonly #texts = new WeakMap<object, string>();

  /** The text of a checkpoint, in pieces: one for each resource, and one for each operation. */
  format({ version, resources, pending }: Checkpoint): readonly string[] {
    return [
      `{"version":${version},"resources":[`,
      ...this.#list(resources),
      '],"pending":[',
      ...this.#list(pending),
      "]}",
    ];
  }

  /** With a comma at the end instead of the beginning, a piece would change when another one follows. */
  #list(values: readonly object[]): readonly string[] {
    return values.map((value, at) => (at === 0 ? this.#textOf(value).slice(1) : this.#textOf(value)));
  }

  #textOf(value: object): string {
    const known = this.#texts.get(value);
    if (known !== undefined) return known;
    const text = `,${JSON.stringify(value)}`;
    this.#texts.set(value, text);
    return text;
  }
}

/** Stores checkpoints in memory, for tests and previews. */
export function createMemoryCheckpoints(text?: string): Checkpoints {
  let saved: readonly string[] | undefined = text === undefined ? undefined : [text];
  return {
    // Joined only here: it is saved at every step, and read once.
    load: async () => saved?.join(""),
    save: async (pieces) => {
      saved = pieces;
    },
  };
}
