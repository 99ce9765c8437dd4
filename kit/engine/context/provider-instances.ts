import type { Properties, Provider, Providers } from "../provider.ts";
import type { ResourceState } from "../state/checkpoint.ts";
import type { Journal } from "../state/journal.ts";
import { packageOf, referencedUrn } from "../state/urn.ts";
import { containsUnknown, openAll } from "../state/values.ts";
import { StepError } from "./step-error.ts";

/** Inputs of a provider resource that are meant for the engine: they say which plugin to load. */
const engineInputs = ["version", "pluginDownloadURL"];

/** The configured providers of one run, by the URNs of their resources. */
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
   * @returns undefined while the configuration is not known, which only happens in a preview
   */
  configure(urn: string, type: string, inputs: Properties): Promise<Provider | undefined> {
    const instance = this.#configure(type, inputs);
    this.#instances.set(urn, instance);
    return instance;
  }

  /**
   * The provider that a resource refers to: one of this run, otherwise as an earlier one configured it.
   * @returns undefined while its configuration is not known
   */
  async find(reference: string): Promise<Provider | undefined> {
    const urn = referencedUrn(reference);
    const known = this.#instances.get(urn);
    if (known !== undefined) return await known;
    const state = this.#findState(urn);
    if (state === undefined) throw new StepError(`Its provider "${urn}" does not exist.`);
    return await this.configure(urn, state.type, state.inputs);
  }

  async #configure(type: string, inputs: Properties): Promise<Provider | undefined> {
    if (containsUnknown(inputs)) return undefined;
    const configuration = Object.entries(openAll(inputs)).filter(([name]) => !engineInputs.includes(name));
    return await this.#providers.configure(packageOf(type), Object.fromEntries(configuration));
  }

  #findState(urn: string): ResourceState | undefined {
    const ofThisRun = this.#journal.current.find((state) => state.urn === urn);
    return ofThisRun ?? this.#journal.previous.find((state) => state.urn === urn);
  }
}
