import { StepError } from "../context/step-error.ts";
import type { Properties, Provider, Providers } from "../provider.ts";
import type { ResourceState } from "../state/checkpoint.ts";
import type { Journal } from "../state/journal.ts";
import { buildReference, packageOf, referencedUrn, typeOf } from "../state/urn.ts";
import { containsUnknown, unwrapSecrets } from "../state/values.ts";

/** Inputs of a provider resource for the engine itself: which plugin to load. */
const engineInputs = ["version", "pluginDownloadURL"];

/** The configured providers of one run, by reference. */
export class ProviderInstances {
  readonly #providers: Providers;
  readonly #journal: Journal;
  readonly #instances = new Map<string, Promise<Provider | undefined>>();

  constructor(providers: Providers, journal: Journal) {
    this.#providers = providers;
    this.#journal = journal;
  }

  /**
   * Configures the provider that a provider resource describes.
   * @returns `undefined` if the configuration is not known, which only happens in a preview.
   */
  configure(reference: string, inputs: Properties): Promise<Provider | undefined> {
    const instance = this.#configure(packageOf(typeOf(referencedUrn(reference))), inputs);
    this.#instances.set(reference, instance);
    return instance;
  }

  /**
   * The provider that a resource refers to: one of this run, or one that an earlier run configured.
   * @returns `undefined` if its configuration is not known.
   */
  async find(reference: string): Promise<Provider | undefined> {
    const known = this.#instances.get(reference);
    if (known !== undefined) return await known;
    const state = this.#findState(reference);
    if (state === undefined) throw new StepError(`Its provider "${reference}" does not exist.`);
    return await this.configure(reference, state.inputs);
  }

  /** Whether new inputs move a provider to another region or account. */
  async moves(packageName: string, olds: Properties, news: Properties): Promise<boolean> {
    if (containsUnknown(olds) || containsUnknown(news)) return false;
    const answer = this.#providers.moves?.(packageName, toConfiguration(olds), toConfiguration(news));
    return (await answer) ?? false;
  }

  /** Whether a resource must be replaced when it gets another provider. */
  async areApart(before: string, after: string): Promise<boolean> {
    const [olds, news] = [this.#findState(before)?.inputs, this.#findState(after)?.inputs];
    if (before === after || olds === undefined || news === undefined) return false;
    return await this.moves(packageOf(typeOf(referencedUrn(after))), olds, news);
  }

  async #configure(packageName: string, inputs: Properties): Promise<Provider | undefined> {
    if (containsUnknown(inputs)) return undefined;
    return await this.#providers.configure(packageName, toConfiguration(inputs));
  }

  #findState(reference: string): ResourceState | undefined {
    const isWanted = (state: ResourceState) => buildReference(state) === reference;
    return this.#journal.current.find(isWanted) ?? this.#journal.previous.find(isWanted);
  }
}

function toConfiguration(inputs: Properties): Properties {
  return Object.fromEntries(Object.entries(unwrapSecrets(inputs)).filter(([name]) => !engineInputs.includes(name)));
}
