import { listAt, numberAt } from "../../../../contract/read.ts";
import type { StoredResource } from "../../../../contract.ts";
import { mostSandboxes } from "../../../../hosts/lambda/index.ts";
import { type MappingSettings, Poller, type PollerTools } from "./poller.ts";

/** "Lambda starts processing five batches at a time": https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html */
const concurrency = 5;

function settingsOf({ inputs, outputs }: StoredResource): MappingSettings {
  const window = numberAt(outputs, "maximumBatchingWindowInSeconds") ?? 0;
  return {
    fn: String(outputs.functionArn),
    queue: String(inputs.eventSourceArn),
    batchSize: numberAt(outputs, "batchSize") ?? 10,
    window: window * 1_000,
    concurrency: Math.min(numberAt(inputs, "scalingConfig.maximumConcurrency") ?? concurrency, mostSandboxes),
    reportsFailures: listAt(inputs, "functionResponseTypes").length > 0,
  };
}

/** The active mappings. */
export class EventSources {
  readonly #tools: PollerTools;
  readonly #pollers = new Map<string, Poller>();

  constructor(tools: PollerTools) {
    this.#tools = tools;
  }

  /** Activates a new or changed mapping. */
  set(mapping: StoredResource): void {
    this.drop(mapping);
    if (mapping.outputs.enabled === false) return;
    const poller = new Poller(settingsOf(mapping), this.#tools);
    this.#pollers.set(mapping.id, poller);
    poller.start();
  }

  drop({ id }: StoredResource): void {
    this.#pollers.get(id)?.retire();
    this.#pollers.delete(id);
  }

  stop(): void {
    for (const poller of this.#pollers.values()) poller.retire();
  }
}
