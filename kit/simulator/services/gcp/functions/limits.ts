import { textAt } from "../../../contract/read.ts";
import type { Properties } from "../../../contract.ts";

const mebibyte = 1_048_576;

/** https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/ as far as functions accept it. */
const units: Readonly<Record<string, number>> = {
  "": 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  Ki: 1_024,
  Mi: mebibyte,
  Gi: 1_024 * mebibyte,
};

/** The bytes of `256M` or `1Gi`. `undefined` when the text is not a quantity. */
export function bytesOf(quantity: string): number | undefined {
  const [, amount = "", unit = ""] = /^(\d+(?:\.\d+)?)([kMG]|[KMG]i)?$/.exec(quantity) ?? [];
  const factor = amount === "" ? undefined : units[unit];
  return factor === undefined ? undefined : Number(amount) * factor;
}

/** From 128 MiB to 32 GiB; `128M`, which is a little less, counts as 128 MiB. https://cloud.google.com/functions/docs/configuring/memory */
export const memoryRange = { min: 128e6, max: 32 * 1_024 * mebibyte } as const;

export const defaultMemory = "256M";

/** The CPUs that come with an amount of memory, in MiB. https://cloud.google.com/functions/docs/configuring/memory */
const processorsByMemory: readonly (readonly [upTo: number, processors: string])[] = [
  [128, "0.0833"],
  [256, "0.1666"],
  [512, "0.3333"],
  [1_024, "0.5833"],
  [2_048, "1"],
  [8_192, "2"],
  [16_384, "4"],
  [32_768, "8"],
];

/** The CPUs of a function, as text like `1` or `0.1666`: those it sets, or those that come with its memory. */
export function processorsOf(inputs: Properties): string {
  const given = textAt(inputs, "serviceConfig.availableCpu");
  if (given !== undefined) return given;
  const memory = bytesOf(textAt(inputs, "serviceConfig.availableMemory") ?? defaultMemory) ?? 0;
  return processorsByMemory.find(([upTo]) => memory <= upTo * mebibyte)?.[1] ?? "8";
}

/**
 * The minimum and maximum memory for a number of CPUs, in MiB.
 * https://cloud.google.com/run/docs/configuring/services/cpu, https://cloud.google.com/run/docs/configuring/services/memory-limits
 */
const memoryByProcessors: readonly (readonly [processors: number, least: number, most: number])[] = [
  [0.5, 128, 512],
  [1, 128, 1_024],
  [2, 128, 4_096],
  [4, 128, 8_192],
  [6, 2_048, 16_384],
  [8, 4_096, 24_576],
  [Number.POSITIVE_INFINITY, 4_096, 32_768],
];

/** Whether an amount of memory, in bytes, is allowed with a number of CPUs. */
export function memoryFits(memory: number, processors: number): boolean {
  const [, least, most] = memoryByProcessors.find(([below]) => processors < below) ?? [0, 0, 0];
  // `128M` counts as 128 MiB.
  return memory >= least * 1e6 && memory <= most * mebibyte;
}

/** Whether a number of CPUs is available: from 0.08 up to 1 in hundredths, then 1, 2, 4, 6 or 8. */
export function isProcessorCount(value: number): boolean {
  return [1, 2, 4, 6, 8].includes(value) || (value >= 0.08 && value < 1);
}

/** Node.js versions that can be deployed, and the day from which they can no longer be. https://cloud.google.com/functions/docs/runtime-support */
export const runtimes: Readonly<Record<string, { readonly decommissioned: string }>> = {
  nodejs20: { decommissioned: "2026-10-30" },
  nodejs22: { decommissioned: "2027-10-31" },
  nodejs24: { decommissioned: "2028-10-31" },
};

/** Runtimes of other languages. https://cloud.google.com/functions/docs/runtime-support */
export const otherRuntime = /^(?:python|go|java|ruby|php|dotnet)\d+$/;
