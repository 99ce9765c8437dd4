import { hoursPerMonth } from "../../prices/allowances.ts";
import { type Inputs, UnreadableInput } from "../../resources/inputs.ts";
import type { Cap, Meter, MeteredType, Reading } from "../contract.ts";

/** Memory is billed in units of 1,024 MB: https://aws.amazon.com/lambda/pricing/ */
const gigabytes = (megabytes: number): number => megabytes / 1_024;

/** The time of all requests in seconds, each rounded up to the millisecond. */
const seconds = ({ use }: Reading): number => (use("requests") * Math.ceil(use("duration"))) / 1_000;

const memory = ({ inputs }: Reading): number => gigabytes(inputs.number("memorySize", 128));

/** As in the ids of prices. */
const architectureOf = (inputs: Inputs): "arm64" | "x86" =>
  inputs.texts("architectures").includes("arm64") ? "arm64" : "x86";

const meters: readonly Meter[] = [
  { price: "aws.lambda.requests", quantity: ({ use }) => use("requests") },
  {
    price: (reading) => `aws.lambda.duration.${architectureOf(reading.inputs)}`,
    quantity: (reading) => seconds(reading) * memory(reading),
  },
  {
    // The first 512 MB are free: https://docs.aws.amazon.com/lambda/latest/dg/configuration-ephemeral-storage.html
    price: "aws.lambda.storage",
    quantity: (reading) =>
      seconds(reading) * gigabytes(Math.max(0, reading.inputs.number("ephemeralStorage.size", 512) - 512)),
  },
];

/** How many run at the same time in an account and region, unless more are asked for: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const accountConcurrency = 1_000;

function capOf({ inputs }: Reading): Cap {
  const reserved = inputs.number("reservedConcurrentExecutions", -1);
  return reserved < 0 ? { concurrency: accountConcurrency, pool: "aws.lambda.account" } : { concurrency: reserved };
}

export const lambdaFunction: MeteredType = {
  type: "aws:lambda/function:Function",
  source: "https://aws.amazon.com/lambda/pricing/",
  meters,
  cap: capOf,
};

/** The function whose capacity it is. @throws UnreadableInput when it is not in the program */
function functionOf({ from }: Reading): Inputs {
  const found = from("functionName", lambdaFunction.type);
  if (found === undefined) throw new UnreadableInput("functionName", "is not that of a function in the program");
  return found;
}

/** Capacity that is always there: https://docs.aws.amazon.com/lambda/latest/dg/provisioned-concurrency.html */
export const provisionedConcurrency: MeteredType = {
  type: "aws:lambda/provisionedConcurrencyConfig:ProvisionedConcurrencyConfig",
  source: "https://aws.amazon.com/lambda/pricing/",
  meters: [
    {
      price: (reading) => `aws.lambda.provisioned.${architectureOf(functionOf(reading))}`,
      quantity: (reading) => {
        const instances = reading.inputs.number("provisionedConcurrentExecutions", 0);
        return instances * gigabytes(functionOf(reading).number("memorySize", 128)) * hoursPerMonth * 3_600;
      },
    },
  ],
};
