import { type Inputs, UnreadableInput } from "../../resources/inputs.ts";

/** Google Cloud counts in powers of 1,024: https://cloud.google.com/stackdriver/pricing#pricing_notes. So do the sizes in KB and GB that people give. */
const kilo = 1_024;

/** A GB of Google Cloud's is a GiB. */
export const gigabytes = (kilobytes: number): number => kilobytes / kilo ** 2;

const suffixes: Readonly<Record<string, number>> = {
  "": 1,
  ...{ k: 1e3, M: 1e6, G: 1e9 },
  ...{ Ki: kilo, Mi: kilo ** 2, Gi: kilo ** 3 },
};

/** An amount of memory like `512Mi`, in GiB. @throws UnreadableInput when it is not one */
export function memoryOf(inputs: Inputs, property: string, fallback: string): number {
  const [, number, suffix = ""] = /^(\d+(?:\.\d+)?)([kMG]|[KMG]i)?$/.exec(inputs.text(property, fallback)) ?? [];
  const factor = suffixes[suffix];
  if (number === undefined || factor === undefined) throw new UnreadableInput(property, "is not an amount of memory");
  return (Number(number) * factor) / kilo ** 3;
}

/** A time like `604800s`, in seconds. @throws UnreadableInput when it is not one */
export function secondsOf(inputs: Inputs, property: string, fallback: string): number {
  const [, number] = /^(\d+(?:\.\d+)?)s$/.exec(inputs.text(property, fallback)) ?? [];
  if (number === undefined) throw new UnreadableInput(property, "is not a time in seconds");
  return Number(number);
}
