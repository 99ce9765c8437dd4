import type { CostedResource, Fields } from "../../../kit/cost/resources/resource.ts";
import type { Usage } from "./metered.ts";
import { resourceOf, sourcesOf } from "./program.ts";

const provider = { region: "us-central1" };

/** Ten seconds of requests, a megabyte each way and of logs, and numbers that differ from each other. */
export const usage: Usage = {
  ...{ requests: 1_024, duration: 1_000, concurrency: 1, requestSize: 1_024, responseSize: 1_024, logSize: 1_024 },
  ...{ messages: 1_024 ** 3, messageSize: 1, attempts: 1.5, reads: 300, writes: 200, deletes: 100, storage: 10 },
  ...{ accesses: 50, egress: 20, instanceHours: 100, cacheMisses: 0.25, steps: 5, externalSteps: 2 },
};

/** The resource that a test is about, of a type of the package `gcp`. */
export const one = (type: string, inputs: Fields = {}, from: Readonly<Record<string, string>> = {}): CostedResource =>
  resourceOf(`gcp:${type}`, "one", inputs, { sources: sourcesOf(from), provider });

/** Another resource, with a property that has its value from the first. */
export const user = (type: string, property: string, inputs: Fields = {}): CostedResource =>
  resourceOf(`gcp:${type}`, "user", inputs, { sources: sourcesOf({ [property]: "one" }), provider });
